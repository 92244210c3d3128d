import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ok } from '../../../src/shared/result.ts';
import { type AlertTemplateData, parseAlertTemplate } from '../../../src/simulate/templates/alert-template.ts';
import { corpora, hasCorpora } from '../../support/corpora.ts';

interface Corpus {
  readonly labels: Readonly<Record<string, string>>;
  readonly externalLabels: Readonly<Record<string, string>>;
  readonly externalURL: string;
  readonly cases: readonly {
    readonly tpl: string;
    readonly val: string;
    readonly out: string | null;
    readonly error?: string;
  }[];
}

const { labels, externalLabels, externalURL, cases }: Corpus = hasCorpora
  ? JSON.parse(readFileSync(join(corpora, 'alert-templates.json'), 'utf8'))
  : { labels: {}, externalLabels: {}, externalURL: '', cases: [] };

const number = (text: string): number => Number(text.replace('Inf', 'Infinity'));

const row = (value: number, more: Readonly<Record<string, string>>) => ({ labels: { ...more }, value });
const m2 = [row(2, { __name__: 'm2', k: 'b' }), row(1, { __name__: 'm2', k: 'a' }), row(3, { __name__: 'm2', k: 'c' })];

/** The series of the corpus, as the queries in it select them. */
const answers: Readonly<Record<string, readonly ReturnType<typeof row>[]>> = {
  m: [row(7, { __name__: 'm', ...labels })],
  m2,
  'sort_desc(m2)': m2.toSorted((a, b) => b.value - a.value),
};

const data = (value: string): AlertTemplateData => ({
  labels,
  externalLabels,
  externalUrl: externalURL,
  value: number(value),
  nowSeconds: 120,
  query: (text) => ok(answers[text] ?? []),
});

/** The name that the alert had when the output was recorded. */
const alertOf = (output: string): string => /__alert_(\w+)/.exec(output)?.[1] ?? 'A0';

describe.skipIf(!hasCorpora)('alert templates recorded from promtool', () => {
  test('has the cases of the corpus', () => {
    expect(cases.length).toBeGreaterThan(500);
  });

  test.each(cases.map((one) => ({ ...one, name: `${one.tpl} of ${one.val}` })))('$name', ({ tpl, val, out, error }) => {
    const parsed = parseAlertTemplate(alertOf(out ?? error ?? ''), tpl, '2.42');
    if (out === null) {
      expect(parsed.ok).toBe(false);
      if (!parsed.ok) expect(error).toContain(parsed.errors.join());
      return;
    }
    if (!parsed.ok) throw new Error(parsed.errors.join());
    const text = parsed.value.expand(data(val));
    if (tpl === '{{ query "m" }}') expect(text).toMatch(/^\[0xc[0-9a-f]+\]$/);
    else expect(text).toBe(out);
  });
});
