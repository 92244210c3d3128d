import { formatDuration } from '../../shared/duration.ts';
import type { LoadedAlertingRule } from '../../simulate/rules/rule.ts';
import type { Mutant } from '../mutant.ts';
import { brief, changing } from '../node-edit.ts';

/** `for` and `keep_firing_for` removed, halved and doubled. */
export function holdMutants(rule: LoadedAlertingRule): readonly Mutant[] {
  return [
    ...lengthMutants('for', rule.forMs, (forMs) => ({ ...rule, forMs })),
    ...lengthMutants('keep_firing_for', rule.keepFiringForMs, (keepFiringForMs) => ({ ...rule, keepFiringForMs })),
  ];
}

function lengthMutants(
  field: 'for' | 'keep_firing_for',
  length: number,
  edit: (length: number) => LoadedAlertingRule,
): readonly Mutant[] {
  if (length === 0) return [];
  const shown = (ms: number): string => `${field}: ${formatDuration(ms)}`;
  return [0, Math.round(length / 2), length * 2].map((other) => ({
    operator: field === 'for' ? 'for' : 'keep-firing-for',
    change: other === 0 ? `removing ${brief(shown(length))}` : changing(shown(length), shown(other)),
    field: [field],
    rule: edit(other),
  }));
}
