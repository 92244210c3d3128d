import type { LabelTest, Selection } from '../../model/model.ts';
import type { LabelMatcher, VectorSelector } from '../../promql/ast.ts';
import { selector } from '../../promql/builder.ts';

/** Escapes what RE2 treats as syntax, so that a label value matches itself only. */
const escapeRegex = (text: string): string => text.replace(/[\\.+*?()|[\]{}^$]/g, '\\$&');

/** The PromQL matcher of a label test: one value by equality, several by an alternation of escaped values. */
export function matcherOf(test: LabelTest): LabelMatcher {
  const { label: name } = test;
  switch (test.kind) {
    case 'matching':
      return { name, op: '=~', value: test.regex };
    case 'not-matching':
      return { name, op: '!~', value: test.regex };
    case 'in':
    case 'not-in': {
      const [only, ...more] = test.values;
      const wanted = test.kind === 'in';
      return only !== undefined && more.length === 0
        ? { name, op: wanted ? '=' : '!=', value: only }
        : { name, op: wanted ? '=~' : '!~', value: test.values.map(escapeRegex).join('|') };
    }
  }
}

/** A selector of the metric's series, or of the series `NAME<suffix>` of a histogram. */
export function selectorOf(of: Selection, suffix: string, extra: readonly LabelMatcher[]): VectorSelector {
  return selector(`${of.metric.name}${suffix}`, [...of.where.map(matcherOf), ...extra]);
}
