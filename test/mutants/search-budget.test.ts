import { describe, expect, it } from 'vitest';
import { mutate } from '../../src/mutants/mutate.ts';
import { indexProject } from '../../src/mutants/project.ts';
import { workList } from '../../src/mutants/work-list.ts';
import { loadRules } from '../support/mutation.ts';

/** A burn rate over days of a recording, a rule that joins many selectors, and a plain one. */
const rules = `groups:
- name: g
  rules:
  - {record: 'errors:ratio6h', expr: 'sum by (job) (rate(e_total[6h])) / sum by (job) (rate(r_total[6h]))'}
  - {alert: Burns, expr: 'sum by (job) (errors:ratio6h) > 0.1', for: 15m, labels: {severity: page}}
  - {alert: Stuck, expr: '(wanted != got) and got > low and got < high and changes(got[15m]) == 0', for: 15m}
  - {alert: Full, expr: 'disk_free < 10', labels: {severity: page}}
`;

async function project() {
  const groups = await loadRules(rules);
  const index = indexProject({
    version: '3',
    ruleFiles: [{ path: 'rules.yml', groups }],
    testFiles: [],
    factsOf: () => undefined,
  });
  return { index, items: workList(index, ['rules.yml'], () => true) };
}

describe('the search for a difference', () => {
  it('says what it left out, and calls nothing equivalent on next to no evidence', async () => {
    const { index, items } = await project();
    const reports = items.map((item) => mutate(item, index, { charts: false, work: 2000 }));
    const searched = reports
      .flatMap((report) => report?.mutants ?? [])
      .flatMap(({ outcome, evidence }) => (evidence === undefined ? [] : [{ outcome, ...evidence }]));
    const cut = searched.filter(({ unplayed = 0 }) => unplayed > 0);
    expect(cut.length).toBeGreaterThan(10);
    expect(cut.filter(({ outcome, firing }) => outcome === 'equivalent' && firing < 5)).toEqual([]);
  });

  it('leaves nothing out where windows are short', async () => {
    const { index, items } = await project();
    const full = items
      .filter(({ owner }) => owner.name === 'Full')
      .map((item) => mutate(item, index, { charts: false }));
    expect(full.flatMap((report) => report?.mutants ?? []).filter(({ evidence }) => evidence?.unplayed)).toEqual([]);
  });

  it('comes to the same whatever rules the same thread had before', async () => {
    const [one, other] = [await project(), await project()];
    const options = { charts: false, work: 1_000_000 } as const;
    const forward = one.items.map((item) => mutate(item, one.index, options));
    const backward = other.items.toReversed().map((item) => mutate(item, other.index, options));
    expect(backward.reverse()).toEqual(forward);
  });
});
