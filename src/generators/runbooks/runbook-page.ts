import { generatedHeader } from '../../formats/generated-header.ts';
import { conventions } from '../../model/conventions.ts';
import { dashboardOf } from '../../model/dashboard-of.ts';
import { describeCondition } from '../../model/describe.ts';
import type { Alert, Model, TemplatePart } from '../../model/model.ts';
import { formatDuration } from '../../shared/duration.ts';
import { alertRule } from '../prometheus/rules.ts';
import { testsOfAlert } from '../prometheus/tests-of-alert.ts';
import { cellCode, cellProse, code, codeBlock, generatedComment, link, plain, prose, table } from './markdown.ts';
import { notified } from './notified.ts';

/** The page of one alert; `rulesName` is the rule file that it is in. */
export function runbookPage(model: Model, alert: Alert, rulesName: string): string {
  return [
    generatedComment(generatedHeader),
    `# ${plain(alert.name)}`,
    alert.summary.map(summaryPart).join(''),
    facts(model, alert),
    `## Meaning\n\n${prose(alert.runbook.meaning)}`,
    ...(alert.added === undefined ? [] : [`The requirements lack this alert. It was added: ${prose(alert.added)}.`]),
    `## Impact\n\n${prose(alert.runbook.impact)}`,
    condition(model, alert, rulesName),
    ...diagnosis(model, alert),
    ...numbered('Remediation', alert.runbook.remediation.map(prose)),
    silence(model, alert),
    ...proof(model, alert),
    ...practice(model, alert),
  ]
    .join('\n\n')
    .concat('\n');
}

/** What differs from alert to alert is named in code: "`value` crashes on `instance`". */
function summaryPart(part: TemplatePart): string {
  switch (part.kind) {
    case 'text':
      // A space at the edge of a piece stands between words.
      return part.text.replace(/\S[\s\S]*\S|\S/, plain).replace(/\s+/g, ' ');
    case 'label':
      return code(part.label);
    case 'value':
      return code('value');
  }
}

function facts(model: Model, alert: Alert): string {
  const { name, severity, audience, action, labels } = alert;
  const dashboard = dashboardOf(model, alert);
  const rows: readonly (readonly string[])[] = [
    ['Severity', plain(severity)],
    ['Audience', plain(audience)],
    ['Notified', notified(model, alert)],
    ['What to do', cellProse(action)],
    ['Tells apart', labels.length === 0 ? 'nothing: one alert for the whole service' : labels.map(cellCode).join(', ')],
    ['Fires', alert.for === 0 ? 'at once' : `once it has held for ${formatDuration(alert.for)}`],
    ...(alert.keepFiringFor === 0 ? [] : [['Keeps firing', `for ${formatDuration(alert.keepFiringFor)} longer`]]),
    ['Panel', link(plain(dashboard?.title ?? name), conventions.dashboardUrl(model, alert))],
  ];
  return table(['', ''], rows);
}

/** Prometheus opens on a table of the query's result. */
function queryLink(model: Model, text: string, query: string): readonly string[] {
  const { prometheus } = model.links;
  return prometheus === undefined
    ? []
    : [link(text, `${prometheus}/graph?g0.expr=${encodeURIComponent(query)}&g0.tab=1`)];
}

function condition(model: Model, alert: Alert, rulesName: string): string {
  const { expr } = alertRule(model, alert);
  const rules = link('its rule', `../${conventions.rulesPath(rulesName)}`);
  const words = plain(describeCondition(alert.when));
  return [
    '## Condition',
    `It fires on: ${words}. In PromQL, as in ${rules}:`,
    codeBlock('promql', expr),
    ...queryLink(model, 'Run it in Prometheus', expr),
  ].join('\n\n');
}

function numbered(title: string, steps: readonly string[]): readonly string[] {
  return steps.length === 0 ? [] : [`## ${title}\n\n${steps.map((step, i) => `${i + 1}. ${step}`).join('\n')}`];
}

function diagnosis(model: Model, alert: Alert): readonly string[] {
  const steps = alert.runbook.diagnosis.map(({ say, query }, i) => {
    if (query === undefined) return prose(say);
    // What belongs to a list item is indented to where its text starts.
    const indent = ' '.repeat(`${i + 1}. `.length);
    const parts = [codeBlock('promql', query, indent), ...queryLink(model, 'Run it', query).map((one) => indent + one)];
    return [`${prose(say)}:`, ...parts].join('\n\n');
  });
  return numbered('Diagnosis', steps);
}

function silence(model: Model, alert: Alert): string {
  const { alertmanager } = model.links;
  const where = alertmanager === undefined ? '' : ` --alertmanager.url='${alertmanager}'`;
  const matchers = [
    `alertname="${alert.name}"`,
    `service="${model.service}"`,
    ...alert.labels.map((label) => `${label}="..."`),
  ];
  const command = [
    `amtool silence add${where} --duration=2h --comment='...' \\`,
    `  ${matchers.map((matcher) => `'${matcher}'`).join(' ')}`,
  ].join('\n');
  const quiet = model.inhibitions
    .filter(({ targets }) => targets.includes(alert.name))
    .map(({ source, equal }) => {
      const same = equal.length === 0 ? '' : ` with the same ${equal.map(code).join(', ')}`;
      return `* While ${link(plain(source), `${source}.md`)} fires${same}, nobody is notified.`;
    });
  return [
    '## Silence',
    'While you work on it, with the values of the labels filled in or their matchers left out:',
    codeBlock('sh', command),
    ...(quiet.length === 0 ? [] : [quiet.join('\n')]),
  ].join('\n\n');
}

function proof(model: Model, alert: Alert): readonly string[] {
  const { tests } = testsOfAlert(model, alert);
  if (tests.length === 0) return [];
  const file = link('tests', `../${conventions.ruleTestPath(alert.name)}`);
  const facts = tests.map(({ name }) => `* ${prose(name)}`);
  return [`## Proof\n\nIts ${file}, run with \`promtool test rules\`, assert:\n\n${facts.join('\n')}`];
}

/** The experiments in which it must fire. */
function practice(model: Model, { name }: Alert): readonly string[] {
  const found = model.experiments.filter(({ variants }) =>
    variants.some(({ fires }) => fires.some(({ alert }) => alert === name)),
  );
  if (found.length === 0) return [];
  const links = found.map((one) => link(plain(one.title), `experiments/${one.name}.md`)).join(', ');
  return [`## Practice\n\nOn a game day it is to be seen in: ${links}.`];
}
