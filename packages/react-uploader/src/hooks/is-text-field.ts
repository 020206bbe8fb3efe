import { isElement } from './is-element.ts';

/** Whether people type into it. */
export function isTextField(target: EventTarget | undefined): boolean {
  return isElement(target) && target.matches(':read-write');
}
