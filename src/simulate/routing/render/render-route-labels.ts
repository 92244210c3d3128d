import { compare } from '../../../shared/compare.ts';
import { CallError } from '../../templates/template-error.ts';
import type { AlertLabels } from '../matchers/matcher.ts';
import type { Notification } from '../notification.ts';
import { notificationData, type RenderSurroundings } from './notification-data.ts';
import type { TemplateLibrary } from './template-library.ts';
import { templateValue } from './template-value.ts';

/** The labels of a route for one group; those that cannot be rendered are left out. */
export interface RenderedRouteLabels {
  readonly labels: AlertLabels;
  /** Errors of templates, by label. */
  readonly errors: readonly { readonly label: string; readonly message: string }[];
}

/**
 * Renders what a route says of itself. A label may ask for others by `routeLabels`; asking in a circle is an error.
 * They are rendered for the group and not for the message: from all its alerts, and without a reason.
 */
export function renderRouteLabels(
  notification: Notification,
  library: TemplateLibrary,
  surroundings: RenderSurroundings,
): RenderedRouteLabels {
  const { labelling, at } = notification;
  if (labelling === undefined) return { labels: {}, errors: [] };
  const { templates, alerts } = labelling;
  const status = alerts.some((alert) => alert.status === 'firing') ? 'firing' : 'resolved';
  const data = { ...notificationData({ ...notification, alerts, status }, surroundings), reason: 'unknown' };
  const value = templateValue({ ...data, routeLabels: templates }, library.version);
  const now = BigInt(Math.round((surroundings.epoch + at) * 1000)) * 1_000_000n;
  const known = new Map<string, string>();
  const asked: string[] = [];
  function routeLabel(label: string): string {
    const template = Object.hasOwn(templates, label) ? templates[label] : undefined;
    const rendered = template === undefined ? '' : known.get(label);
    if (rendered !== undefined) return rendered;
    if (asked.includes(label)) throw new CallError(`route label cycle detected: ${[...asked, label].join(' -> ')}`);
    asked.push(label);
    const text = library.expand(template ?? '', value, { escapes: 'text', now, routeLabel });
    asked.pop();
    if (!text.ok) throw new CallError(text.errors.join('; '));
    known.set(label, text.value);
    return text.value;
  }
  const labels: (readonly [string, string])[] = [];
  const errors: { readonly label: string; readonly message: string }[] = [];
  for (const label of Object.keys(templates).sort(compare)) {
    try {
      labels.push([label, routeLabel(label)]);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      errors.push({ label, message: error.message });
    }
  }
  return { labels: Object.fromEntries(labels), errors };
}
