import type { AlertDocument, RunbookDocument } from '../model/document.ts';
import type { Condition } from './condition.ts';
import { type Declaration, type Declared, declaration } from './declaration.ts';
import { given, node } from './node.ts';
import { type Text, templateText } from './placeholders.ts';
import { type Plain, plain, plainOf } from './plain.ts';
import type { Duration } from './quantities.ts';

declare const labels: unique symbol;

/** What an alert means, what it harms, how to look closer, what to do. */
export type Runbook = RunbookDocument;

/** An alert that fires once for every combination of the labels `L`. */
export interface Alert<out L extends string = string> extends Plain<string>, Declared<'alert', AlertDocument> {
  readonly [labels]: L;
}

/**
 * What is said about an alert. `A` has the audiences of each severity: one that is not routed for the alert's severity
 * does not compile.
 */
export interface AlertOptions<L extends string, A, S extends keyof A> {
  readonly when: Condition<L>;
  /** How long the condition must hold before the alert fires. Default: it fires at once. */
  readonly for?: Duration;
  /** How long the alert goes on after its condition held last. */
  readonly keepFiringFor?: Duration;
  /** How loud. */
  readonly severity: S;
  /** Who is told; one of those that `routes` has for the severity. */
  readonly audience: A[S];
  /** What the receiver should do, as a short imperative. */
  readonly action: string;
  /** One line that says what is wrong where. */
  readonly summary: Text<NoInfer<L>>;
  /** More about it. Default: the condition in words. */
  readonly description?: Text<NoInfer<L>>;
  /** Default: a page made from the condition's meaning. */
  readonly runbook?: Runbook;
  /** Why the alert exists although the requirements lack it. */
  readonly added?: string;
}

/** The handle of a declared alert; the caller vouches for its labels. */
export function alert<L extends string>(declared: Declaration<'alert', AlertDocument>): Alert<L> {
  const handle: Omit<Alert<L>, typeof labels> = { [plain]: declared.document.name, [declaration]: declared };
  // The labels exist for the compiler alone.
  return handle as Alert<L>;
}

/** The document form of an alert. */
export function alertDocument<L extends string, A, S extends keyof A>(
  name: string,
  options: AlertOptions<L, A, S>,
): AlertDocument {
  const { when, summary, description } = given(options);
  const document = {
    ...options,
    when: when && plainOf(when),
    summary: summary && templateText(summary),
    description: description && templateText(description),
  };
  return node({ name }, document) as AlertDocument;
}
