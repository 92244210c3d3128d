import type { CST } from 'yaml';

/** The offset of the first token that is nested deeper than `limit`; undefined when none is. Does not recurse. */
export function depthOfTokens(tokens: readonly CST.Token[], limit: number): number | undefined {
  const stack = tokens.map((token): readonly [CST.Token, number] => [token, 0]);
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const [token, depth] = entry;
    if (depth > limit) return 'offset' in token ? token.offset : 0;
    const below = (inner: CST.Token | null | undefined): void => {
      if (inner !== null && inner !== undefined) stack.push([inner, depth + 1]);
    };
    if ('items' in token) {
      for (const item of token.items) {
        below(item.key);
        below(item.value);
      }
    }
    if (token.type === 'document') below(token.value);
  }
  return undefined;
}
