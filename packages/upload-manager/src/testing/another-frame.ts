/** Each frame has a `File` of its own, so this page's `instanceof` says no. */
export function fromAnotherFrame(file: File): File {
  const classes = [Blob.prototype, File.prototype, Object.getPrototypeOf(file)];
  const properties = classes.map((prototype) => Object.getOwnPropertyDescriptors(prototype));
  return Object.setPrototypeOf(file, Object.create(null, Object.assign({}, ...properties)));
}
