import type {
  Dashboard,
  DashboardLink,
  Panel,
  RowPanel,
  VariableModel,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { toJson } from '../../../formats/json.ts';

/**
 * The dashboard as a file: without what the SDK's builders add unasked, its keys in the order in which Grafana itself
 * exports them.
 */
export const finishDashboard = (dashboard: Dashboard): string => toJson(sorted(withoutNoise(dashboard)));

function withoutNoise({ fiscalYearStartMonth: _, ...dashboard }: Dashboard) {
  return {
    ...dashboard,
    annotations: {
      list: dashboard.annotations.list?.map(({ placement: _inControlsMenu, builtIn: _never, ...query }) => query),
    },
    links: dashboard.links?.map(plainLink),
    panels: dashboard.panels?.map((panel) =>
      isRow(panel) ? { ...panel, panels: panel.panels.map(plainPanel) } : plainPanel(panel),
    ),
    templating: { list: dashboard.templating.list?.map(plainVariable) },
  };
}

/** `placement` would move the link into the menu of the dashboard's controls; no setter takes it back. */
const plainLink = ({ placement: _, ...link }: DashboardLink) => link;

/** The `auto` fields are those of interval variables. */
const plainVariable = ({ auto: _, auto_min: _min, auto_count: _count, skipUrlSync: _skip, ...rest }: VariableModel) =>
  rest;

/** `repeatDirection` says nothing where nothing is repeated, and `transparent` is false anyway. */
const plainPanel = ({ repeatDirection: _, transparent: _never, ...panel }: Panel) => ({
  ...panel,
  links: panel.links?.map(plainLink),
});

const isRow = (panel: Panel | RowPanel): panel is RowPanel => panel.type === 'row';

/** A copy with the keys of every object in order; a loop rather than entries, because it passes over every number. */
function sorted(value: object): object {
  const copy: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort()) copy[key] = sortedWithin((value as Record<string, unknown>)[key]);
  return copy;
}

const sortedWithin = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(sortedWithin) : typeof value === 'object' && value !== null ? sorted(value) : value;
