import type { Expr, LabelMatcher } from '../../promql/ast.ts';
import { print } from '../../promql/printer.ts';
import { brief, changing, type NodeEdit } from '../node-edit.ts';

const opposites = { '=': '!=', '!=': '=', '=~': '!~', '!~': '=~' } as const;

/** Matchers dropped, negated, and widened: to any value, or to all but one of their alternatives. */
export function matcherEdits(node: Expr): readonly NodeEdit[] {
  if (node.kind !== 'vector-selector') return [];
  return node.matchers.flatMap((matcher, i) => {
    const span = matcher.span === undefined ? {} : { span: matcher.span };
    const replaced = (other: Omit<LabelMatcher, 'span'>): NodeEdit => ({
      operator: 'matcher',
      change: changing(shown(matcher), shown(other)),
      node: { ...node, matchers: node.matchers.with(i, other) },
      ...span,
    });
    const { name, op, value } = matcher;
    return [
      {
        operator: 'matcher',
        change: `dropping ${brief(shown(matcher))}`,
        node: { ...node, matchers: node.matchers.toSpliced(i, 1) },
        ...span,
      } satisfies NodeEdit,
      replaced({ name, op: opposites[op], value }),
      ...widened(matcher).map(replaced),
    ];
  });
}

const shown = ({ name, op, value }: LabelMatcher): string =>
  print({ kind: 'vector-selector', matchers: [{ name, op, value }] }).slice(1, -1);

function widened({ name, op, value }: LabelMatcher): readonly LabelMatcher[] {
  const anything: LabelMatcher = { name, op: '=~', value: '.+' };
  if (op === '=') return value === '' ? [] : [anything];
  if (op === '!=') return [];
  const alternatives = alternativesOf(value);
  const fewer = alternatives.map((_, i) => ({ name, op, value: alternatives.toSpliced(i, 1).join('|') }));
  const some = alternatives.length > 1 ? fewer : [];
  return op === '=~' && value !== '.+' ? [anything, ...some] : some;
}

/** The alternatives of a plain `a|b|c`; one for any other pattern. */
const alternativesOf = (regex: string): readonly string[] => (/[()[\]\\]/.test(regex) ? [regex] : regex.split('|'));
