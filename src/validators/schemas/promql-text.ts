import type { Schema } from '../dashboards/strict-object.ts';

/** A duration as Prometheus writes it. */
export const duration: Schema = {
  type: 'string',
  pattern: '^(?:0|(?=[0-9])(?:[0-9]+y)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?(?:[0-9]+s)?(?:[0-9]+ms)?)$',
};

/** The name of a label. */
const labelName = '^[A-Za-z_][A-Za-z0-9_]*$';

/** Texts by the names of labels or annotations. */
export const labelled: Schema = {
  type: 'object',
  propertyNames: { pattern: labelName },
  additionalProperties: { type: 'string' },
};
