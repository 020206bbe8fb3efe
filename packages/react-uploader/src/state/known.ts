type Known<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** What is not set is left out: the manager takes options that are there or not. */
export function known<T extends object>(values: T): Known<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Known<T>;
}
