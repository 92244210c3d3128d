import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const file = fileURLToPath(new URL('completion-probe.ts', import.meta.url));
const head = `import { defineKit, not } from 'tocsin';
import { breaker, house, kit, latency, loud, mails, orders, queue, refunds, shop, slow, down } from '../support/mistake-base.ts';
`;

/** What the author types; `|` is the cursor. */
let text = '';
let version = 0;

const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const service = ts.createLanguageService({
  getCompilationSettings: () => options,
  getScriptFileNames: () => [file],
  getScriptVersion: (name) => (name === file ? String(version) : '0'),
  getScriptSnapshot: (name) => {
    const source = name === file ? text : ts.sys.fileExists(name) ? readFileSync(name, 'utf8') : undefined;
    return source === undefined ? undefined : ts.ScriptSnapshot.fromString(source);
  },
  getCurrentDirectory: () => root,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: (name) => name === file || ts.sys.fileExists(name),
  readFile: ts.sys.readFile,
  directoryExists: ts.sys.directoryExists,
  getDirectories: ts.sys.getDirectories,
});

/** What the editor offers at the cursor. */
function offered(line: string): readonly string[] {
  const cursor = head.length + line.indexOf('|');
  text = head + line.replace('|', '');
  version++;
  const { entries = [] } = service.getCompletionsAtPosition(file, cursor, {}) ?? {};
  // Inside a text, quotes come escaped.
  return entries.map(({ name }) => name.replaceAll("\\'", "'")).toSorted();
}

describe('completion', () => {
  it.each<[string, string, readonly string[]]>([
    ['the measures of a counter', 'orders.|', ['absent', 'count', 'gains', 'rate', 'shareOf', 'where']],
    ['the measures of a gauge', 'queue.|', ['absent', 'becomes', 'value', 'where']],
    ['the measures of a state metric', 'breaker.|', ['absent', 'is', 'states', 'turns', 'where']],
    [
      'the measures of a histogram, and its series',
      'latency.|',
      ['absent', 'bucket', 'count', 'exceeding', 'observations', 'observes', 'quantile', 'sum', 'where', 'within'],
    ],
    [
      'the comparisons of a measure',
      "orders.count({ in: '5m', by: [] }).|",
      ['above', 'atLeast', 'atMost', 'below', 'minus', 'plus'],
    ],
    ['the connectives of a condition', 'shop.down().|', ['and', 'or', 'unless']],
    ['nothing on a measure for panels', 'shop.up().|', []],
    [
      'what a kit declares',
      'kit.|',
      [
        'alert',
        'always',
        'dashboard',
        'experiment',
        'inhibit',
        'job',
        'logs',
        'promql',
        'requirement',
        'spec',
        'traces',
      ],
    ],
    [
      'labels to group by, and why one is refused',
      "orders.count({ in: '5m', by: ['|'] })",
      ["(customer is unbounded: write each('customer', why))", 'instance', 'job', 'outcome', 'region'],
    ],
    ['labels that both sides of a share have', "mails.shareOf(mails, { in: '5m', by: ['|'] })", ['instance', 'job']],
    ['labels to choose by', 'orders.where({ | })', ['customer', 'instance', 'job', 'outcome', 'region']],
    ['values of a label', "orders.where({ outcome: '|' })", ['cancelled', 'paid', 'refused']],
    ['values of a label in a list', "orders.where({ outcome: ['|'] })", ['cancelled', 'paid', 'refused']],
    ['labels of an effect', 'orders.gains(1, { | })', ['customer', 'instance', 'outcome', 'region']],
    ['values of a label of an effect', "orders.gains(1, { outcome: '|' })", ['cancelled', 'paid', 'refused']],
    ['states', "breaker.is('|', { by: [] })", ['closed', 'half_open', 'open']],
    ['bucket bounds', "latency.exceeding('|')", ['100ms', '1s', '2.5s', '250ms']],
    ['severities', "kit.alert('A', { ...loud, when: kit.always(), severity: '|' })", ['P1', 'P3']],
    [
      'the audiences of the severity',
      "kit.alert('A', { ...loud, when: kit.always(), severity: 'P3', audience: '|' })",
      ['team', 'user'],
    ],
    [
      'labels of a summary',
      "kit.alert('A', { ...loud, when: shop.down(), summary: ({ labels }) => `${labels.|}` })",
      ['instance', 'job'],
    ],
    [
      'receivers',
      "defineKit({ ...house, routes: { P1: { oncall: { to: '|' } }, P3: { team: { to: 'chat' } } } })",
      ['chat', 'owner', 'pager'],
    ],
    [
      'labels that all alerts of an inhibition carry',
      "kit.inhibit({ source: down, targets: [slow], equal: ['|'] })",
      ['audience', 'instance', 'service', 'severity'],
    ],
  ])('offers %s', (_, line, names) => {
    expect(offered(line)).toEqual(names);
  });
});
