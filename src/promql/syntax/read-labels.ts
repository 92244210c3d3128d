import type { SyntaxNode } from '@lezer/common';
import type { Span } from '../ast.ts';
import { isBareGroupingLabel } from '../names.ts';
import { childrenOf, type Reader, requireRecent } from './reader.ts';
import { unquote } from './scan-string.ts';
import { spanOf } from './token.ts';

/** The labels of `by`, `without`, `on`, `ignoring`, `group_left` and `group_right`, with where they stand. */
export function readLabels(
  reader: Reader,
  node: SyntaxNode | undefined,
): { readonly labels: readonly string[]; readonly spans: readonly Span[] } {
  const names = node === undefined ? [] : childrenOf(node);
  const spans = names.map((name) => spanOf(reader.token(name)));
  const labels = names.map((name) => {
    const token = reader.token(name);
    if (token.kind !== 'string') {
      if (!isBareGroupingLabel(token.text))
        reader.report(`\`${token.text}\` cannot be a label here`, spanOf(token), `write \`"${token.text}"\``);
      return token.text;
    }
    requireRecent(reader, 'quoted label names', spanOf(token));
    const label = unquote(token.text);
    if (label === '') reader.report('a label name cannot be empty', spanOf(token));
    return label;
  });
  return { labels, spans };
}
