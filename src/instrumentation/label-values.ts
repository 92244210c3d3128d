import type { LabelDomain, LabelName, OneOf } from '../language/label-domains.ts';
import type { LabelDocument, MetricDocument } from '../model/document.ts';
import { nearName } from '../shared/near-name.ts';

/** What a program may give as the value of a label: one of the declared values, or anything where there is no list. */
type InstrumentLabelValue<X extends LabelDomain> = X extends OneOf<infer V> ? V : string | number;

/** A value for every label of a metric. */
export type InstrumentLabels<D> = {
  readonly [K in LabelName<D>]: D[K] extends LabelDomain ? InstrumentLabelValue<D[K]> : never;
};

/** Labels that have passed the check, as Prometheus has them. */
export type CheckedLabels = Readonly<Record<string, string>>;

/**
 * A check of label values against a metric's declaration. It returns a copy, so that the caller may change its object.
 * With `some`, labels may be missing.
 * @throws TypeError for a label that is missing or not declared, and for a value that its domain does not have.
 */
export function labelCheck(metric: MetricDocument): (labels: unknown, extent?: 'all' | 'some') => CheckedLabels {
  const domains = Object.entries(metric.labels ?? {}).map(([name, domain]) => ({ name, values: valuesOf(domain) }));
  const names = new Set(domains.map(({ name }) => name));
  return (labels, extent = 'all') => {
    if (typeof labels !== 'object' || labels === null)
      throw new TypeError(`\`${metric.name}\` has labels: give an object with ${listed([...names])}`);
    const given: Readonly<Record<string, unknown>> = { ...labels };
    for (const name of Object.keys(given)) {
      if (names.has(name)) continue;
      throw new TypeError(`label \`${name}\` is not declared on \`${metric.name}\`: ${suggestion(name, [...names])}`);
    }
    const checked: Record<string, string> = {};
    for (const { name, values } of domains) {
      if (extent === 'all' || name in given) checked[name] = checkedValue(metric.name, name, given[name], values);
    }
    return checked;
  };
}

/** The values of a label with a closed list. */
export const valuesOf = (domain: LabelDocument): readonly string[] | undefined =>
  'oneOf' in domain ? domain.oneOf : undefined;

function checkedValue(metric: string, label: string, value: unknown, values: readonly string[] | undefined): string {
  if (value === undefined)
    throw new TypeError(`label \`${label}\` of \`${metric}\` is missing: give every label a value`);
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new TypeError(
      `label \`${label}\` of \`${metric}\` cannot be of type ${typeof value}: give a string or a number`,
    );
  const text = String(value);
  if (values !== undefined && !values.includes(text))
    throw new TypeError(
      `\`${text}\` is not a value of label \`${label}\` of \`${metric}\`: ${suggestion(text, values)}`,
    );
  return text;
}

/** What to write instead of a name that nothing has. */
export function suggestion(name: string, candidates: readonly string[]): string {
  const near = nearName(name, candidates);
  if (near !== undefined) return `did you mean \`${near}\`?`;
  if (candidates.length === 0) return 'there is none';
  return `use one of ${listed(candidates)}`;
}

const listed = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(', ');
