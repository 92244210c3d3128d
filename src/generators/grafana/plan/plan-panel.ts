import type { Panel } from '../../../model/model.ts';
import { alertPicture } from './alert-picture.ts';
import { measurePicture } from './measure-picture.ts';
import type { PagePanel, Picture } from './page.ts';
import { alertLinks, noValueText, panelText } from './panel-text.ts';
import type { PlanContext } from './plan-context.ts';
import { comparisonsOf } from './thresholds.ts';

/** The plan of a panel of the spec. */
export function planPanel(context: PlanContext, panel: Panel): PagePanel {
  const { id, title, description, show } = panel;
  const alert = panel.alert === undefined ? undefined : context.alerts.get(panel.alert);
  const measure = show ?? (alert === undefined ? undefined : comparisonsOf(alert.when)[0]?.measure);
  return {
    id,
    title,
    description: panelText(context, description, measure, alert),
    links: alert === undefined ? [] : alertLinks(context.model, alert),
    noValue: noValueText(measure),
    picture: pictureOf(context, panel),
  };
}

function pictureOf(context: PlanContext, { title, show, alert: name }: Panel): Picture {
  const alert = name === undefined ? undefined : context.alerts.get(name);
  if (alert !== undefined) return alertPicture(context, alert, show);
  if (show !== undefined) return measurePicture(context, show);
  throw new Error(`panel \`${title}\` shows neither a measure nor an alert of the model`);
}
