import type { DisplayPath } from '../display-path.ts';
import type { FileResult } from '../rule-tests/test-file-runner.ts';
import { xmlAttribute, xmlContent } from './xml-text.ts';

/** A JUnit XML report: a suite for each file, a case for each assertion; findings about a file are cases of their own. */
export function renderJunit(results: readonly FileResult[], display: DisplayPath): string {
  const suites = results.map((result) => suiteOf(result, display));
  const total = (pick: (suite: Suite) => number): number => suites.reduce((sum, suite) => sum + pick(suite), 0);
  const counts = `tests="${total(({ tests }) => tests)}" failures="${total(({ failures }) => failures)}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="tocsin test" ${counts}>\n${suites.map(({ xml }) => xml).join('')}</testsuites>\n`;
}

interface Suite {
  readonly tests: number;
  readonly failures: number;
  readonly xml: string;
}

function suiteOf({ file, cases, diagnostics }: FileResult, display: DisplayPath): Suite {
  const name = display(file);
  const failed = cases.filter(({ failure }) => failure !== undefined);
  const others = diagnostics.filter(({ severity, code }) => severity === 'error' && !assertionCodes.has(code));
  const lines = [
    ...cases.map(({ group, name: title, failure }) => caseXml(`${name}: ${group}`, title, failure)),
    ...others.map(({ code, message, help }) => caseXml(name, code, `${message}\n${help}`)),
  ];
  const [tests, failures] = [cases.length + others.length, failed.length + others.length];
  const head = `  <testsuite name="${xmlAttribute(name)}" tests="${tests}" failures="${failures}">\n`;
  return { tests, failures, xml: `${head}${lines.join('')}  </testsuite>\n` };
}

/** What is reported with the assertion that found it. */
const assertionCodes: ReadonlySet<string> = new Set(
  ['alerts', 'samples', 'expr-failed', 'rule-failed'].map((code) => `rule-tests/${code}`),
);

function caseXml(className: string, name: string, failure: string | undefined): string {
  const head = `    <testcase classname="${xmlAttribute(className)}" name="${xmlAttribute(name)}"`;
  if (failure === undefined) return `${head}/>\n`;
  const [first = ''] = failure.split('\n');
  return `${head}>\n      <failure message="${xmlAttribute(first)}">${xmlContent(failure)}</failure>\n    </testcase>\n`;
}
