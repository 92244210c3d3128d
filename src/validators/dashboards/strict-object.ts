/** A part of a JSON Schema. */
export type Schema = Readonly<Record<string, unknown>>;

/** An object with these members and no others; those in `optional` may be missing. */
export const strictObject = (
  required: Readonly<Record<string, Schema>>,
  optional: Readonly<Record<string, Schema>> = {},
): Schema => ({
  type: 'object',
  properties: { ...required, ...optional },
  required: Object.keys(required),
  additionalProperties: false,
});

export const text: Schema = { type: 'string' };
/** A text that must say something. */
export const words: Schema = { type: 'string', pattern: '\\S' };
export const flag: Schema = { type: 'boolean' };
export const whole: Schema = { type: 'integer' };
export const listOf = (items: Schema, more: Schema = {}): Schema => ({ type: 'array', items, ...more });
export const oneOf = (...values: readonly (string | number | boolean)[]): Schema => ({ enum: values });
export const exactly = (value: string | number | boolean): Schema => ({ const: value });

/** One of several objects, told apart by the value of one member. */
export const byMember = (propertyName: string, variants: readonly Schema[]): Schema => ({
  type: 'object',
  discriminator: { propertyName },
  oneOf: variants,
});

/** A part that the schema defines once, under `$defs`. */
export const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` });
