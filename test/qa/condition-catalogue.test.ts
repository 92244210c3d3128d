import { describe, expect, it } from 'vitest';
import { factsOfModel } from '../../src/cli/mutation/facts-of-model.ts';
import { readProject } from '../../src/cli/mutation/read-project.ts';
import { mutate } from '../../src/mutants/mutate.ts';
import { catalogueOutputs } from '../support/catalogue-outputs.ts';
import { catalogue } from '../support/condition-catalogue.ts';
import { promtool } from '../support/promtool.ts';
import { hasProgram } from '../support/real-programs.ts';

const named = catalogue.map((alert) => ({ name: alert.name, alert }));

describe.skipIf(!hasProgram('promtool'))('generated tests of every kind of condition', () => {
  it.each(named)('pass promtool: $name', ({ alert }) => {
    const { rules, tests } = catalogueOutputs(alert);
    const { ok, output } = promtool(['test', 'rules', tests.path], [rules, tests]);
    expect(ok, output.slice(0, 4000)).toBe(true);
  });
});

// Not yet asked: RateBelow, RateOfSlow and quantiles, which have survivors; counts and shares, whose hundreds of mutants take a search of seconds each.
const quick = named.filter(({ name }) =>
  /^(?:Gauge|InState|GoneOf|TargetDown|Absent|Rate(?!Below|OfSlow)|Increase|EitherFor|BothKept|Unless$)/.test(name),
);

describe('mutants of conditions', () => {
  it.each(quick)('leave no survivor: $name', async ({ alert }) => {
    const { model, rules, tests } = catalogueOutputs(alert);
    const { index, items, diagnostics } = await readProject({
      version: '3',
      ruleFiles: [{ path: rules.path, text: rules.content }],
      testFiles: [{ path: tests.path, text: tests.content, ruleFiles: [rules.path] }],
      mutated: [rules.path],
      facts: factsOfModel(model),
      charts: false,
    });
    expect(diagnostics).toEqual([]);
    const survivors = items.flatMap((item) =>
      (mutate(item, index, { charts: false })?.mutants ?? [])
        .filter(({ outcome }) => outcome === 'survived')
        .map(({ change }) => change),
    );
    expect(survivors).toEqual([]);
  });
});
