/**
 * Where a value of the language keeps its document form: behind a symbol, so that completion on a handle lists its
 * measures alone. Registered globally, so that a spec and its reader may use two copies of this package.
 */
export const plain: unique symbol = Symbol.for('tocsin.plain');

/**
 * A value of the language; `T` is what stands for it in the document: the whole of a measure or a condition,
 * the name of a metric, an alert or a job.
 */
export interface Plain<out T = unknown> {
  readonly [plain]: T;
}

/** Whether the value was made by the language. */
export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && plain in value;
}

/**
 * The document form of a value of the language. Anything else, which only a program without types can pass, is handed
 * on as it is: `resolve` refuses it, and can say where it stands.
 */
export function plainOf<T>(value: Plain<T>): T {
  return isPlain(value) ? value[plain] : value;
}
