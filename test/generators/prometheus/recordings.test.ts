import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RuleGroup } from '../../../src/formats/rule-file.ts';
import { ruleFiles } from '../../../src/generators/prometheus/rules.ts';
import { parse } from '../../../src/promql/parser.ts';
import { selectorsOf } from '../../../src/promql/walk.ts';
import { catalogue, catalogueModel } from '../../support/condition-catalogue.ts';
import { above, eventsOf, share } from '../../support/conditions/condition-of.ts';
import { requests, timeouts } from '../../support/conditions/shop-metrics.ts';

/** Recordings that a rule of the group reads although none before it in the group writes them. */
function readTooEarly({ rules }: RuleGroup): readonly string[] {
  const written = new Set<string>();
  return rules.flatMap((rule) => {
    const parsed = parse(rule.expr);
    if (!parsed.ok) throw new Error(rule.expr);
    const read = selectorsOf(parsed.value).flatMap(({ name }) => (name?.includes(':') === true ? [name] : []));
    const early = read.filter((name) => !written.has(name));
    if ('record' in rule && rule.record !== undefined) written.add(rule.record);
    return early;
  });
}

const groupsOf = (alerts: typeof catalogue): readonly RuleGroup[] =>
  ruleFiles({ ...catalogueModel, alerts }).flatMap(({ groups }) => groups);

describe('recordings', () => {
  it('are written in the file that reads them, before what reads them', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...catalogue], { minLength: 1, maxLength: 12 }), (alerts) => {
        expect(groupsOf(alerts).flatMap(readTooEarly)).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('are read by what divides them, too, wherever the alerts stand', () => {
    const [counts] = catalogue.filter(({ name }) => name === 'CountOfObservations');
    if (counts === undefined) throw new Error('the catalogue counts observations');
    const when = above(share(eventsOf(timeouts), eventsOf(requests), 5), 0.2, '20%');
    const shares = { ...counts, name: 'ShareOfThem', when };
    for (const alerts of [
      [shares, counts],
      [counts, shares],
    ]) {
      const groups = groupsOf(alerts);
      expect(groups).toHaveLength(1);
      expect(groups.flatMap(readTooEarly)).toEqual([]);
    }
  });
});
