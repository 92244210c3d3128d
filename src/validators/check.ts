import type { DiagnosticSeverity, Place } from '../diagnostics/diagnostic.ts';
import type { Output } from './output/output.ts';
import type { RunbookPage } from './runbooks/runbook-page.ts';
import type { TestFile } from './tests/test-file.ts';

/** What a check found. */
export interface Fault {
  /** Path of the file at fault; absent when it is missing. */
  readonly file?: string;
  /** Where in the data of the file; absent for the file as a whole. */
  readonly at?: Place['path'];
  /** Which part of the string found at `at`, or without `at` of the text of the file. */
  readonly span?: Place['span'];
  readonly atKey?: boolean;
  /** The fact, with values in backticks and no full stop. */
  readonly message: string;
  /** What to do, in the imperative. */
  readonly help: string;
}

/** How a check reports what it found. */
export type Report = (fault: Fault) => void;

interface CheckHead {
  /** The code of its findings, and its place below `src/validators`. */
  readonly id: string;
  readonly severity: DiagnosticSeverity;
}

/** A check of everything but the contents of rule tests and runbooks. */
export interface OutputCheck extends CheckHead {
  readonly check: (output: Output, report: Report) => void;
}

/** A check of one file of rule tests. These files are many and large, so only one of them is in memory at a time. */
export interface TestFileCheck extends CheckHead {
  readonly checkTests: (file: TestFile, output: Output, report: Report) => void;
}

/** A check of one runbook. */
export interface RunbookCheck extends CheckHead {
  readonly checkPage: (page: RunbookPage, output: Output, report: Report) => void;
}

/** A check of the output: one verdict, which does not depend on another check having run. */
export type Check = OutputCheck | TestFileCheck | RunbookCheck;

/** Declares a check. */
export const defineCheck = <C extends Check>(check: C): C => check;
