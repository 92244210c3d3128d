import type { ReferenceDocument, RequirementDocument } from '../model/requirement-document.ts';
import type { Alert } from './alert.ts';
import { type Declaration, type Declared, type DeclaredMetric, declaration, declarationOf } from './declaration.ts';
import type { Experiment } from './experiment.ts';
import { given, isList, node } from './node.ts';
import type { SpecPart } from './spec-part.ts';

/** One sentence of the requirements, and what holds it. */
export interface Requirement extends Declared<'requirement', RequirementDocument> {}

/** What has no handle; `S` are the severities, `R` the receivers. */
type Part<S extends string, R extends string> = { readonly severity: S } | { readonly receiver: R };

/** What is said about a requirement; `S` are the severities, `R` the receivers. */
export type RequirementOptions<S extends string, R extends string> = {
  /** The heading under which it stands. */
  readonly section: string;
  /** Paths of tests that prove it, relative to the config. */
  readonly tests?: readonly string[];
  /** What the sentence leaves open, or what it contradicts ... */
  readonly gap?: string;
  /** ... and how that was decided. */
  readonly decision?: string;
} & (
  | {
      /** What fulfils it: handles, parts of logs and traces (`logs.field('trace_id')`), and what has no handle. */
      readonly heldBy: readonly (DeclaredMetric | Alert | Experiment | SpecPart | Part<S, R>)[];
      readonly beyond?: string;
    }
  | {
      readonly heldBy?: never;
      /** Why nothing in the spec can fulfil it. */
      readonly beyond: string;
    }
);

/** The handle of a declared requirement. */
export const requirement = (declared: Declaration<'requirement', RequirementDocument>): Requirement => ({
  [declaration]: declared,
});

/** The document form of a requirement. */
export function requirementDocument<S extends string, R extends string>(
  text: string,
  options: RequirementOptions<S, R>,
): RequirementDocument {
  const { heldBy } = given(options);
  const references = isList(heldBy) ? heldBy.map(reference) : heldBy;
  return node({ text }, { ...options, heldBy: references }) as unknown as RequirementDocument;
}

/** What a handle stands for; anything else as it is, for `resolve` to refuse. */
function reference(value: unknown): ReferenceDocument {
  const declared = declarationOf(value);
  if (declared === undefined) return value as ReferenceDocument;
  const { name } = declared.document as { readonly name: string };
  return { [declared.kind]: name } as unknown as ReferenceDocument;
}
