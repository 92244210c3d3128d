import type { Model } from '../../../model/model.ts';
import { selector } from '../../../promql/builder.ts';
import { matcherOf } from '../../expressions/matchers.ts';
import type { Colour, PageAnnotation } from './page.ts';

/** Loudest first; further severities share the last. */
const severityColours: readonly Colour[] = ['red', 'orange', 'yellow', 'blue'];

/** When alerts fired, by severity; the same on every page. */
export function firingAnnotations(model: Model): readonly PageAnnotation[] {
  const always = model.alerts.filter(({ when }) => when.kind === 'always');
  return model.severities.flatMap((severity, index): readonly PageAnnotation[] => {
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
}
