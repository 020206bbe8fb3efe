/** Whether a form has put this part of it out of use: then a zone takes as little as the buttons beside it. */
export function isInDisabledFieldset(element: Element): boolean {
  return element.closest('fieldset:disabled') !== null;
}
