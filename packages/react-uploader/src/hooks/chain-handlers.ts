/** Calls what the host passed, then what the part does by itself. */
export function chainHandlers<Event>(
  given: ((event: Event) => void) | undefined,
  own: (event: Event) => void,
): (event: Event) => void {
  if (given === undefined) return own;
  return (event) => {
    given(event);
    own(event);
  };
}

/** The same, but what an inner part took already is not taken again. What the host passed has no say in it. */
export function chainUntaken<Event extends { readonly defaultPrevented: boolean }>(
  given: ((event: Event) => void) | undefined,
  own: (event: Event) => void,
): (event: Event) => void {
  return (event) => {
    const isTaken = event.defaultPrevented;
    given?.(event);
    if (!isTaken) own(event);
  };
}

/** The same, but the host can keep the part from doing it: `event.preventDefault()`. */
export function chainPreventable<Event extends { readonly defaultPrevented: boolean }>(
  given: ((event: Event) => void) | undefined,
  own: (event: Event) => void,
): (event: Event) => void {
  return chainHandlers(given, (event) => {
    if (!event.defaultPrevented) own(event);
  });
}
