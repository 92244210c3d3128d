import type { Job } from '../../../model/model.ts';
import { binary, number, selector } from '../../../promql/builder.ts';
import { matcherOf } from '../../expressions/matchers.ts';
import type { Colour, PageAnnotation } from './page.ts';
import type { PlanContext } from './plan-context.ts';
import { jobMatcher } from './targets.ts';

/** Loudest first; further severities share the last. */
const severityColours: readonly Colour[] = ['red', 'orange', 'yellow', 'blue'];

/** When alerts fired, by severity, and when processes started: what most often explains a curve. */
export function pageAnnotations({ model, chosen }: PlanContext, jobs: readonly Job[]): readonly PageAnnotation[] {
  const always = model.alerts.filter(({ when }) => when.kind === 'always');
  const firing = model.severities.flatMap((severity, index): readonly PageAnnotation[] => {
    if (!model.alerts.some((alert) => alert.severity === severity && alert.when.kind !== 'always')) return [];
    // An alert that always fires would colour the whole time range.
    const heartbeats = always.filter((alert) => alert.severity === severity).map(({ name }) => name);
    const series = selector('ALERTS', [
      { name: 'alertstate', op: '=', value: 'firing' },
      { name: 'service', op: '=', value: model.service },
      { name: 'severity', op: '=', value: severity },
      ...(heartbeats.length === 0 ? [] : [matcherOf({ label: 'alertname', kind: 'not-in', values: heartbeats })]),
    ]);
    return [
      {
        name: `${severity} alerts`,
        expr: series,
        colour: severityColours[Math.min(index, severityColours.length - 1)] ?? 'blue',
        title: '{{alertname}}',
        text: `${severity} {{instance}}`,
        atValue: false,
      },
    ];
  });
  const started = selector('process_start_time_seconds', [jobMatcher(jobs), ...chosen]);
  return [
    ...firing,
    {
      name: 'Restarts',
      expr: binary(started, '*', number(1000)),
      colour: 'purple',
      title: 'Process started',
      text: '{{job}} {{instance}}',
      atValue: true,
    },
  ];
}
