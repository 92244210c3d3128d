import type { InhibitionDocument } from '../model/document.ts';
import type { Alert } from './alert.ts';
import { type Declaration, type Declared, declaration } from './declaration.ts';
import { given, isList, node } from './node.ts';
import { plainOf } from './plain.ts';

/** A rule that keeps alerts quiet while another one says it all. */
export interface Inhibition extends Declared<'inhibition', InhibitionDocument> {}

/** The labels that every alert carries, next to those of its condition. */
type StaticLabel = 'severity' | 'audience' | 'service';

/** The labels that all of these alerts carry. */
type Shared<A> = (A extends Alert<infer L> ? (labels: L | StaticLabel) => void : never) extends (
  labels: infer I,
) => void
  ? I
  : never;

/** Which alert keeps which others quiet. */
export interface InhibitionOptions<S extends Alert, T extends readonly Alert[]> {
  /** While this alert fires ... */
  readonly source: S;
  /** ... these are not notified ... */
  readonly targets: T;
  /** ... where these labels have equal values; all the alerts carry them. */
  readonly equal: readonly NoInfer<Shared<S | T[number]>>[];
}

/** The handle of a declared inhibition. */
export const inhibition = (declared: Declaration<'inhibition', InhibitionDocument>): Inhibition => ({
  [declaration]: declared,
});

/** The document form of an inhibition. */
export function inhibitionDocument<S extends Alert, T extends readonly Alert[]>(
  options: InhibitionOptions<S, T>,
): InhibitionDocument {
  const { source, targets } = given(options);
  const document = {
    ...options,
    source: source && plainOf(source),
    targets: isList(targets) ? targets.map(plainOf) : targets,
  };
  return node({}, document) as InhibitionDocument;
}
