import { formatDuration } from '../shared/duration.ts';
import type { Failure } from '../simulate/rule-tests/failure.ts';
import type { LoadedRule } from '../simulate/rules/rule.ts';
import { createRuleSet } from '../simulate/rules/rule-set.ts';
import type { Mutant } from './mutant.ts';
import type { ProjectIndex } from './project.ts';
import type { Evidence, KillReport, MutantReport, RuleReport } from './report.ts';
import { chartRecorder } from './run/chart.ts';
import type { Judgement, Killer } from './run/judge.ts';
import { mutateRule } from './run/mutate-rule.ts';
import { type Suite, testsOn } from './run/suite.ts';
import { createArena } from './search/arena.ts';
import { findDifferences, type SearchOutcome } from './search/find-difference.ts';
import { scenariosOf } from './search/scenarios.ts';
import { searchBudget } from './search/search-budget.ts';
import { spaceOf } from './search/space.ts';
import { isTold, type Suggestion, suggestTest } from './search/suggestion.ts';
import type { WorkItem } from './work-list.ts';

/** How thoroughly rules are mutated. */
export interface MutateOptions {
  /** Whether to record what the HTML report draws. */
  readonly charts: boolean;
  /** What the search for each rule may cost, in samples read. */
  readonly work?: number;
}

/** Mutates one rule, tries its tests on every mutant, and searches for what tells the survivors apart. */
export function mutate(item: WorkItem, index: ProjectIndex, { charts, work }: MutateOptions): RuleReport | undefined {
  const rule = index.ruleAt(item);
  if (rule === undefined) return undefined;
  const { version } = index.project;
  const suites = index.suitesFor(item.file);
  const { judgements, trials } = mutateRule(rule, { version, suites });
  const recorder = charts ? chartRecorder(rule) : undefined;
  const survivors = judgements.filter(({ killer }) => killer === undefined).map(({ mutant }) => mutant);
  const { outcomes, suggestions } = searchSurvivors(survivors, rule, item, index, suites, work);
  const path = ['groups', item.group, 'rules', item.index];
  const reports = judgements.map((judgement): MutantReport => {
    const { operator, change, field, span } = judgement.mutant;
    const place = { path: [...path, ...field], ...(span === undefined ? {} : { span }) };
    const head = { operator, change, place };
    if (judgement.killer !== undefined)
      return { ...head, outcome: 'killed', killedBy: killReport(judgement, judgement.killer, recorder) };
    const found = outcomes.get(judgement.mutant);
    if (found?.kind === 'equivalent') return { ...head, outcome: 'equivalent', evidence: evidenceOf(found) };
    const suggestion = suggestions.find((one) => one.tells.has(judgement.mutant))?.group.name;
    return {
      ...head,
      outcome: 'survived',
      ...(found?.kind === 'unknown' ? { evidence: evidenceOf(found) } : {}),
      ...(suggestion === undefined ? {} : { suggestion }),
    };
  });
  return {
    owner: item.owner,
    rule: rule.name,
    place: { file: item.file, group: item.group, index: item.index },
    tests: trials.length,
    mutants: reports,
    suggestions: suggestions.map(({ group }) => group),
    charts: recorder?.charts() ?? [],
  };
}

const evidenceOf = ({ kind: _, ...evidence }: Exclude<SearchOutcome, { kind: 'different' }>): Evidence => evidence;

interface TellingSuggestion extends Suggestion {
  /** The survivors that it notices. */
  readonly tells: Set<Mutant>;
}

function searchSurvivors(
  survivors: readonly Mutant[],
  rule: LoadedRule,
  item: WorkItem,
  index: ProjectIndex,
  suites: readonly Suite[],
  work: number | undefined,
): { readonly outcomes: ReadonlyMap<Mutant, SearchOutcome>; readonly suggestions: readonly TellingSuggestion[] } {
  if (survivors.length === 0) return { outcomes: new Map(), suggestions: [] };
  const { version, factsOf } = index.project;
  const evaluationInterval = suites[0]?.file.evaluationInterval ?? 60_000;
  const rules =
    suites.find((suite) => suite.rules.entries.some((entry) => entry.rule === rule))?.rules ??
    createRuleSet(index.groupsWith(item.file), { version, groupOrder: [], subqueryStepMs: evaluationInterval });
  const asked = new Set(suites.flatMap(({ recordings }) => [...recordings]));
  const arena = createArena(rules, rule, evaluationInterval, asked);
  const tests = testsOf(rule, suites);
  const space = spaceOf(arena.chain, tests, factsOf);
  const budget = searchBudget(work);
  const outcomes = findDifferences(survivors, arena, scenariosOf(arena, space, tests, budget), version, budget);
  const suggestions: TellingSuggestion[] = [];
  const isNoticed = (mutant: Mutant): boolean => {
    const known = suggestions.find(({ scenario }) => isTold(arena, scenario, mutant.rule));
    known?.tells.add(mutant);
    return known !== undefined;
  };
  for (const [mutant, outcome] of outcomes) {
    if (outcome.kind !== 'different' || isNoticed(mutant)) continue;
    const suggestion = suggestTest(arena, mutant, rule, outcome.scenario, outcome.look, budget);
    if (suggestion !== undefined) suggestions.push({ ...suggestion, tells: new Set([mutant]) });
  }
  // A suggestion is a scenario that was not searched: smaller than the one that it was made from.
  const unnoticed = [...outcomes].filter(
    ([mutant, { kind }]) => kind === 'different' || arena.work() > budget.suggesting || !isNoticed(mutant),
  );
  return { outcomes: new Map(unnoticed), suggestions };
}

/** Test groups with the inputs that the rule's own tests use. */
const testsOf = (rule: LoadedRule, suites: readonly Suite[]) =>
  suites.flatMap(({ file, rules }) => {
    const at = rules.entries.findIndex((entry) => entry.rule === rule);
    const affected = rules.graph.withReaders(at === -1 ? [] : [at]);
    return file.groups.filter((group) => {
      const { alertTests, exprTests } = testsOn(group, affected, rules);
      return alertTests.length + exprTests.length > 0;
    });
  });

function killReport(
  { mutant }: Judgement,
  { trial, failure }: Killer,
  recorder: ReturnType<typeof chartRecorder> | undefined,
): KillReport {
  const { suite, group } = trial;
  const name =
    group.name === '' ? `group ${suite.file.groups.findIndex(({ path }) => path === group.path) + 1}` : group.name;
  return {
    file: suite.path,
    group: name,
    assertion: assertionOf(failure),
    // What is drawn is what alerts do.
    ...(recorder === undefined || group.alertTests.length === 0 ? {} : recorder.record(trial, mutant.rule, name)),
  };
}

function assertionOf(failure: Failure): string {
  switch (failure.kind) {
    case 'alerts':
      return `${failure.test.alertName} at ${formatDuration(failure.test.evalTime)}`;
    case 'rule':
      return `${failure.rule} cannot be evaluated at ${formatDuration(failure.time)}`;
    default:
      return `${failure.test.expr} at ${formatDuration(failure.test.evalTime)}`;
  }
}
