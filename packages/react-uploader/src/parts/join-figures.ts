/** Figures that are known, in one line. It breaks between two of them, never between a number and its unit. */
export function joinFigures(figures: readonly (string | null)[]): string {
  const known = figures.filter((figure) => figure !== null);
  return known.map((figure) => figure.replaceAll(' ', '\u00a0')).join(' · ');
}
