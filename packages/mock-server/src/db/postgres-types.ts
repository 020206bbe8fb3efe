/**
 * A 64-bit integer, or a sum of them, as the number it is everywhere else here. One that JavaScript would round is
 * refused: a balance that is off by one byte is worse than an error.
 */
export function parseExactNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new RangeError('The database holds a number too large to be exact');
  }
  return value;
}
