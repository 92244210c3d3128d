import { conventions } from '../../../model/conventions.ts';
import type { Alert, Model } from '../../../model/model.ts';
import type { Expr, LabelMatcher } from '../../../promql/ast.ts';
import { aggregate, binary, call, number, selector } from '../../../promql/builder.ts';
import { matcherOf } from '../../expressions/matchers.ts';
import type { PagePanel, PageRow, Tile, ValueText } from './page.ts';
import type { PanelIds } from './panel-ids.ts';
import type { PlanContext } from './plan-context.ts';

/** So many alerts get a tile each; more are counted by severity and listed. */
const mostTiles = 24;

/** Series of the service's own alerts. */
const alertSeries = (model: Model, state: 'firing' | 'pending', more: readonly LabelMatcher[]): Expr =>
  selector('ALERTS', [
    { name: 'alertstate', op: '=', value: state },
    { name: 'service', op: '=', value: model.service },
    ...more,
  ]);

const orZero = (expr: Expr): Expr => binary(expr, 'or', call('vector', number(0)));

const alertTexts: readonly ValueText[] = [
  { value: 0, text: 'OK', colour: 'green' },
  { value: 1, text: 'Pending', colour: 'yellow' },
  { value: 2, text: 'Firing', colour: 'red' },
];

/** An alert that always fires is ill when it does not. */
const heartbeatTexts: readonly ValueText[] = [
  { value: 0, text: 'Silent', colour: 'red' },
  { value: 1, text: 'Pending', colour: 'yellow' },
  { value: 2, text: 'OK', colour: 'green' },
];

function alertTile(model: Model, alert: Alert, uid: string | undefined): Tile {
  const only: LabelMatcher = { name: 'alertname', op: '=', value: alert.name };
  const firing = binary(number(2), '*', aggregate('max', [], alertSeries(model, 'firing', [only])));
  const pending = aggregate('max', [], alertSeries(model, 'pending', [only]));
  return {
    expr: orZero(binary(firing, 'or', pending)),
    legend: alert.name,
    values: alert.when.kind === 'always' ? heartbeatTexts : alertTexts,
    links: [
      ...(uid === undefined
        ? []
        : [{ title: 'Panel', url: `/d/${uid}?viewPanel=${alert.panel.id}&\${__url_time_range}` }]),
      { title: 'Runbook', url: conventions.runbookUrl(model, alert.name) },
    ],
  };
}

/** One tile per alert. */
function alertTiles({ model }: PlanContext, ids: PanelIds): readonly PagePanel[] {
  const uids = new Map(model.dashboards.map(({ name, uid }) => [name, uid]));
  const loudness = new Map(model.severities.map((severity, index) => [severity, index]));
  const loudestFirst = model.alerts.toSorted(
    (a, b) => (loudness.get(a.severity) ?? 0) - (loudness.get(b.severity) ?? 0),
  );
  return [
    {
      id: ids('status: alerts'),
      title: 'Alerts',
      description:
        'Every alert of the service, loudest first. A tile opens the panel that draws what the alert measures, or its runbook.',
      links: [],
      noValue: 'Prometheus does not answer',
      size: { width: 18, height: 4 + 2 * Math.floor((model.alerts.length - 1) / 8) },
      picture: {
        kind: 'tiles',
        tiles: loudestFirst.map((alert) => alertTile(model, alert, uids.get(alert.panel.dashboard))),
        format: { unit: 'none' },
        thresholds: [{ value: null, colour: 'green' }],
      },
    },
  ];
}

/** The number of firing alerts by severity, and which ones they are. */
function alertCounts({ model }: PlanContext, ids: PanelIds): readonly PagePanel[] {
  const heartbeats = model.alerts.filter(({ when }) => when.kind === 'always').map(({ name }) => name);
  const others = heartbeats.length === 0 ? [] : [matcherOf({ label: 'alertname', kind: 'not-in', values: heartbeats })];
  const rung = new Set(model.alerts.filter(({ when }) => when.kind !== 'always').map(({ severity }) => severity));
  const severities = model.severities.filter((severity) => rung.has(severity));
  return [
    {
      id: ids('status: severities'),
      title: 'Firing alerts',
      description: 'How many alerts of the service fire now, by severity.',
      links: [],
      noValue: 'Prometheus does not answer',
      size: { width: 6, height: 8 },
      picture: {
        kind: 'tiles',
        tiles: severities.map((severity) => ({
          expr: orZero(
            aggregate(
              'count',
              [],
              alertSeries(model, 'firing', [{ name: 'severity', op: '=', value: severity }, ...others]),
            ),
          ),
          legend: severity,
        })),
        format: { unit: 'short', decimals: 0 },
        thresholds: [
          { value: null, colour: 'green' },
          { value: 1, colour: 'red' },
        ],
      },
    },
    {
      id: ids('status: firing'),
      title: 'What fires',
      description: 'The alerts of the service that fire now. The name of an alert opens its runbook.',
      links: [],
      noValue: 'Nothing fires',
      size: { width: 12, height: 8 },
      picture: {
        kind: 'alert-table',
        expr: alertSeries(model, 'firing', others),
        hidden: ['__name__', 'alertstate', 'service'],
        links: [{ title: 'Runbook', url: conventions.runbookUrl(model, '${__value.raw}') }],
      },
    },
  ];
}

/** Which part of each job's targets answers. */
function targetTiles({ model, chosen }: PlanContext, ids: PanelIds, height: number): PagePanel {
  return {
    id: ids('status: targets'),
    title: 'Targets up',
    description: 'Which part of the targets of each job Prometheus can scrape.',
    links: [],
    noValue: 'No target is known',
    size: { width: 6, height },
    picture: {
      kind: 'tiles',
      tiles: model.jobs.map(({ name }) => ({
        expr: aggregate('avg', [], selector('up', [{ name: 'job', op: '=', value: name }, ...chosen])),
        legend: name,
      })),
      format: { unit: 'percentunit', decimals: 0 },
      thresholds: [
        { value: null, colour: 'red' },
        { value: 0.5, colour: 'orange' },
        { value: 1, colour: 'green' },
      ],
    },
  };
}

/** The first row of the service's first page: is anything wrong, and what? */
export function statusRow(context: PlanContext, ids: PanelIds): PageRow {
  const { alerts } = context.model;
  const about =
    alerts.length === 0 ? [] : alerts.length <= mostTiles ? alertTiles(context, ids) : alertCounts(context, ids);
  const height = about[0]?.size?.height ?? 4;
  return { title: 'Status', collapsed: false, panels: [...about, targetTiles(context, ids, height)] };
}
