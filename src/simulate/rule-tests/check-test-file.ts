import type { Finding } from '../../diagnostics/diagnostic.ts';
import { formatDuration } from '../../shared/duration.ts';
import type { LoadedGroup } from '../rules/rule.ts';
import { describeFailure } from './describe-failure.ts';
import type { Failure } from './failure.ts';
import { lastEvalTime } from './group-run.ts';
import { type GroupOutcome, type RunOptions, runTestFile } from './run-test-file.ts';
import type { TestFile, TestGroup } from './test-file.ts';
import { fileVacuity } from './vacuity.ts';

/** One assertion and what became of it. */
export interface TestCase {
  /** The test group's name, or its number when it has none. */
  readonly group: string;
  /** `HighCrashRate at 5m`, or the query and its time. */
  readonly name: string;
  /** Why it failed, as text; absent when it passed. */
  readonly failure?: string;
}

/** What a test file has to say. */
export interface TestFileReport {
  readonly findings: readonly Finding[];
  readonly cases: readonly TestCase[];
  readonly groups: number;
}

/** Evaluations of one group beyond which a mistake is more likely than patience. */
const maximumTicks = 2_000_000;

/** Runs a test file on rules and describes all that failed, and all that could not have. */
export function checkTestFile(file: TestFile, rules: readonly LoadedGroup[], options: RunOptions): TestFileReport {
  const tooLong = file.groups.filter((group) => lastEvalTime(group) / file.evaluationInterval > maximumTicks);
  if (tooLong.length > 0)
    return { findings: tooLong.map((group) => tooLongFinding(group, file)), cases: [], groups: 0 };
  const outcomes = runTestFile(file, rules, options);
  return {
    findings: [...fileVacuity(file), ...outcomes.flatMap(outcomeFindings)],
    cases: outcomes.flatMap((outcome) => casesOf(outcome, file)),
    groups: outcomes.length,
  };
}

const tooLongFinding = (group: TestGroup, { evaluationInterval }: TestFile): Finding => ({
  code: 'rule-tests/too-long',
  severity: 'error',
  message: `the test group needs more than ${maximumTicks} evaluations, one each ${formatDuration(evaluationInterval)}`,
  help: 'evaluate earlier, or less often',
  place: { path: group.path },
});

function outcomeFindings({ group, failures, timelines, vacuous, dependsOnOrder }: GroupOutcome): readonly Finding[] {
  const order: readonly Finding[] = dependsOnOrder
    ? [
        {
          code: 'rule-tests/order-dependent',
          severity: 'warning',
          message: 'the result depends on the order of rule groups, which promtool leaves to chance',
          help: 'name the groups in `group_eval_order`, or move the rules into one group',
          place: { path: group.path },
        },
      ]
    : [];
  return [...failures.map((failure) => describeFailure(failure, group, timelines)), ...order, ...vacuous];
}

function casesOf({ group, failures, timelines }: GroupOutcome, file: TestFile): readonly TestCase[] {
  const name = group.name === '' ? `group ${file.groups.indexOf(group) + 1}` : group.name;
  const fatal = failures.find(({ kind }) => kind === 'rule');
  const textOf = (failure: Failure): string => {
    const { message, help } = describeFailure(failure, group, timelines);
    return `${message}\n${help}`;
  };
  const failureOf = (test: object): { readonly failure?: string } => {
    const failure = failures.find((one) => one.kind !== 'rule' && one.test === test) ?? fatal;
    return failure === undefined ? {} : { failure: textOf(failure) };
  };
  const caseOf = (title: string, evalTime: number, test: object): TestCase => ({
    group: name,
    name: `${title} at ${formatDuration(evalTime)}`,
    ...failureOf(test),
  });
  return [
    ...group.alertTests.map((test) => caseOf(test.alertName, test.evalTime, test)),
    ...group.exprTests.map((test) => caseOf(test.expr, test.evalTime, test)),
  ];
}
