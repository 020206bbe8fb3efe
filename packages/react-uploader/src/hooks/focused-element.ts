/** What has the focus, also inside of shadow roots: the page around them knows only their hosts. */
export function focusedElement(): Element | null {
  let focused = document.activeElement;
  for (let inner = focused; inner !== null; inner = inner.shadowRoot?.activeElement ?? null) focused = inner;
  return focused;
}
