/** Ends a switch over a union: adding a member without handling it is a type error. */
export function assertNever(value: never): never {
  throw new TypeError(`Unhandled value: ${JSON.stringify(value)}`);
}
