import { generatedHeader } from '../../formats/generated-header.ts';
import { conventions } from '../../model/conventions.ts';
import { describeCondition } from '../../model/describe.ts';
import { describeEffect, repetition } from '../../model/describe-effect.ts';
import type { Experiment, Variant } from '../../model/experiment.ts';
import type { Model } from '../../model/model.ts';
import { prettyPrint } from '../../promql/printer.ts';
import { formatDuration } from '../../shared/duration.ts';
import { conditionExpr } from '../expressions/condition-expr.ts';
import { recordings } from '../expressions/recordings.ts';
import { codeBlock, generatedComment, link, plain, prose, table } from './markdown.ts';
import { notified } from './notified.ts';

/** The game-day page of an experiment: what to do, what to watch, what must come of it. */
export function experimentPage(model: Model, experiment: Experiment): string {
  const { name, title, expected, abort, verify, variants } = experiment;
  return [
    generatedComment(generatedHeader),
    `# Game day: ${plain(title)}`,
    prose(expected),
    overview(variants),
    ...list('Abort when', abort),
    watch(model, variants),
    ...variants.flatMap((variant) => variantSection(model, variant)),
    ...list('Verify the recovery', [
      'Everything under “Recovered” holds, and nobody has an open notification.',
      ...verify,
    ]),
    rehearse(name),
  ]
    .join('\n\n')
    .concat('\n');
}

const list = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`## ${title}\n\n${items.map((item) => `* ${prose(item)}`).join('\n')}`];

function overview(variants: readonly Variant[]): string {
  const rows = variants.map(({ name, what, fires, recovered }) => [
    plain(name),
    prose(what),
    fires.length === 0
      ? 'nothing'
      : fires.map(({ alert, by }) => `${plain(alert)} by ${formatDuration(by)}`).join(', '),
    formatDuration(recovered.by),
  ]);
  return table(['Variant', 'What happens', 'Must fire', 'Recovered by'], rows);
}

/** The panels of the alerts that the experiment is about. */
function watch(model: Model, variants: readonly Variant[]): string {
  const named = new Set(variants.flatMap(({ fires, silent }) => [...fires, ...silent].map(({ alert }) => alert)));
  const links = model.alerts
    .filter(({ name }) => named.has(name))
    .map(
      (alert) =>
        `* ${link(plain(alert.name), conventions.dashboardUrl(model, alert))}: ${plain(describeCondition(alert.when))}`,
    );
  return [
    '## What to watch',
    'All times are after the fault: note when you inject it. The panels of the alerts that matter here:',
    links.join('\n'),
  ].join('\n\n');
}

function variantSection(model: Model, variant: Variant): readonly string[] {
  const { name, what, method, timeline, lasts, finding } = variant;
  const effects = timeline.flatMap((moment) =>
    moment.effects.map((effect) => [
      formatDuration(moment.from),
      plain(`${describeEffect(effect)}${repetition(moment)}`),
    ]),
  );
  return [
    `## Variant ${name}`,
    prose(what),
    ...(finding === undefined ? [] : [`Finding: ${prose(finding)}`]),
    `### Method\n\n${method.map((step, i) => `${i + 1}. ${prose(step)}`).join('\n')}`,
    ...(effects.length === 0 ? [] : [`### What the metrics do\n\n${table(['After', 'What'], effects)}`]),
    firing(model, variant),
    ...silent(variant),
    recovered(model, variant),
    `Watch until ${formatDuration(lasts)} after the fault.`,
  ];
}

function firing(model: Model, { fires }: Variant): string {
  if (fires.length === 0) return '### Must fire\n\nNothing: an alert in this variant is a fault of the alert.';
  const rows = fires.map(({ alert, notBefore, by, receiver, toldBy }) => {
    const spec = model.alerts.find((one) => one.name === alert);
    const from = notBefore === 0 ? 'by ' : `${formatDuration(notBefore)} to `;
    return [
      link(plain(alert), `../${alert}.md`),
      `${from}${formatDuration(by)}`,
      spec === undefined ? plain(receiver) : notified(model, spec),
      `by ${formatDuration(toldBy)}`,
    ];
  });
  return `### Must fire\n\n${table(['Alert', 'Fires', 'Who is told', 'When'], rows)}`;
}

function silent({ silent: reasons }: Variant): readonly string[] {
  const lines = reasons.map(({ alert, because }) => `* ${link(plain(alert), `../${alert}.md`)}: ${prose(because)}`);
  return [`### Must stay silent\n\nEverything else, and these in particular:\n\n${lines.join('\n')}`].filter(
    () => lines.length > 0,
  );
}

function recovered(model: Model, { recovered: { by, when } }: Variant): string {
  const { instead } = recordings(model);
  const conditions = when.map((condition) =>
    [
      `* ${plain(describeCondition(condition))}:`,
      codeBlock('promql', prettyPrint(conditionExpr(model, condition, { instead })), '  '),
    ].join('\n\n'),
  );
  const all = `* No alert fires any more.`;
  return [
    `### Recovered`,
    `By ${formatDuration(by)} after the fault, and from then on:`,
    [all, ...conditions].join('\n'),
  ].join('\n\n');
}

const rehearse = (name: string): string =>
  [
    '## Rehearse',
    'Without touching anything: through the rules and the routing as they are generated, with a page of charts, and on a real Prometheus and Alertmanager of your own.',
    codeBlock(
      'sh',
      [`tocsin simulate ${name}`, `tocsin simulate ${name} --html ${name}.html`, `tocsin simulate ${name} --live`].join(
        '\n',
      ),
    ),
  ].join('\n\n');
