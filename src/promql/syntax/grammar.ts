import { createRequire } from 'node:module';
import type { Tree } from '@lezer/common';
import type { LRParser } from '@lezer/lr';

let strict: LRParser | undefined;

/**
 * The tree that Prometheus' own grammar finds, or the offset at which it got stuck. The grammar is loaded at the first
 * call: it takes longer to load than most commands take to run, and a spec without PromQL text never needs it.
 */
export function parseTree(text: string): { readonly tree: Tree } | { readonly stuckAt: number } {
  strict ??= load().configure({ strict: true });
  try {
    return { tree: strict.parse(text) };
  } catch (error) {
    // Thrown by `@lezer/lr` in strict mode: "No parse at 12".
    const offset = error instanceof SyntaxError ? /\d+$/.exec(error.message)?.[0] : undefined;
    if (offset === undefined) throw error;
    return { stuckAt: Number(offset) };
  }
}

function load(): LRParser {
  const grammar: typeof import('@prometheus-io/lezer-promql') = createRequire(import.meta.url)(
    '@prometheus-io/lezer-promql',
  );
  return grammar.parser;
}
