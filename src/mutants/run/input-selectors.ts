import type { VectorSelector } from '../../promql/ast.ts';
import type { LoadedRule } from '../../simulate/rules/rule.ts';

/** Tells selectors that read input alone from those that may read what one of the rules writes. */
export function inputSelectors(rules: readonly LoadedRule[]): (selector: VectorSelector) => boolean {
  const written = new Set(rules.flatMap((rule) => (rule.kind === 'recording' ? [rule.name] : [])));
  return ({ name }) => name !== undefined && !written.has(name) && name !== 'ALERTS' && name !== 'ALERTS_FOR_STATE';
}
