import type { Evidence, RuleOwner } from '../../mutants/report.ts';

/** What a search came to: "no difference in 12 scenarios, in 7 of which it fires"; a recording "has a value". */
export function evidenceText({ scenarios, firing, unplayed }: Evidence, kind: RuleOwner['kind']): string {
  const left = unplayed === undefined ? '' : `; ${unplayed} more were left out, since the search took too long`;
  return `no difference in ${scenarios} scenarios, in ${firing} of which it ${kind === 'alerting' ? 'fires' : 'has a value'}${left}`;
}
