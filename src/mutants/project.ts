import type { TestFile } from '../simulate/rule-tests/test-file.ts';
import type { LoadedGroup, LoadedRule, PrometheusVersion } from '../simulate/rules/rule.ts';
import { createSuite, type Suite } from './run/suite.ts';
import type { FactsOf } from './search/facts.ts';

/** Rule files and the test files for them, read. */
export interface MutationProject {
  readonly version: PrometheusVersion;
  readonly ruleFiles: readonly { readonly path: string; readonly groups: readonly LoadedGroup[] }[];
  readonly testFiles: readonly {
    readonly path: string;
    readonly file: TestFile;
    /** Paths of the rule files that it tests. */
    readonly ruleFiles: readonly string[];
  }[];
  readonly factsOf: FactsOf;
}

/** Where a rule stands. */
export interface RulePlace {
  readonly file: string;
  readonly group: number;
  readonly index: number;
}

/** The rules of a project with the suites that test them, which are put together when they are asked for. */
export interface ProjectIndex {
  readonly project: MutationProject;
  ruleAt(place: RulePlace): LoadedRule | undefined;
  /** The suites whose test file names the rule file. */
  suitesFor(file: string): readonly Suite[];
  /** All rules that are loaded together with those of a file. */
  groupsWith(file: string): readonly LoadedGroup[];
}

/** Indexes a project. */
export function indexProject(project: MutationProject): ProjectIndex {
  const groupsOf = new Map(project.ruleFiles.map(({ path, groups }) => [path, groups]));
  const suites = new Map<MutationProject['testFiles'][number], Suite>();
  return {
    project,
    ruleAt: ({ file, group, index }) => groupsOf.get(file)?.[group]?.rules[index],
    suitesFor: (file) =>
      project.testFiles
        .filter(({ ruleFiles }) => ruleFiles.includes(file))
        .map((testFile) => {
          const groups = testFile.ruleFiles.flatMap((path) => groupsOf.get(path) ?? []);
          const suite = suites.get(testFile) ?? createSuite(testFile.path, testFile.file, groups, project.version);
          suites.set(testFile, suite);
          return suite;
        }),
    groupsWith(file) {
      const together = project.testFiles.filter(({ ruleFiles }) => ruleFiles.includes(file));
      const paths = new Set([file, ...together.flatMap(({ ruleFiles }) => ruleFiles)]);
      return [...paths].flatMap((path) => groupsOf.get(path) ?? []);
    },
  };
}
