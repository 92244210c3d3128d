import { readsOfText } from '../simulate/rules/rule-graph.ts';
import { createRuleSet, type RuleSet } from '../simulate/rules/rule-set.ts';
import type { ProjectIndex } from './project.ts';

interface AskedRuleSet extends RuleSet {
  /** Indexes of the rules that tests of expressions ask for. */
  readonly asked: ReadonlySet<number>;
}

/** For each rule file the rules that are loaded with it, put together once. */
export function createRuleSets({ project, groupsWith }: ProjectIndex): (file: string) => AskedRuleSet {
  const { version, testFiles } = project;
  const known = new Map<string, AskedRuleSet>();
  return (file) => {
    const set = known.get(file) ?? loaded(file);
    known.set(file, set);
    return set;
  };
  function loaded(file: string): AskedRuleSet {
    const set = createRuleSet(groupsWith(file), { version, groupOrder: [], subqueryStepMs: 60_000 });
    const exprTests = testFiles
      .filter(({ ruleFiles }) => ruleFiles.includes(file))
      .flatMap((one) => one.file.groups.flatMap((group) => group.exprTests));
    const asked = set.graph.writersFor(exprTests.flatMap(({ expr }) => readsOfText(expr, version)));
    return { ...set, asked };
  }
}
