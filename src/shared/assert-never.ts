/** Fails to compile when a discriminated union gained a member that a `switch` does not handle. */
export function assertNever(value: never): never {
  throw new Error(`unhandled case: ${JSON.stringify(value)}`);
}
