/** `instanceof` would know the elements of its own window only, and parts may be rendered into another one. */
export function isElement(target: EventTarget | undefined): target is Element {
  return target !== undefined && 'closest' in target;
}
