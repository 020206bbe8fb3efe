/** Two pictures as a camera and a designer would make them, drawn here so that no file has to be kept. */
export function pictureFiles(): readonly File[] {
  return [
    svgFile(
      'sunrise.svg',
      '<linearGradient id="sky" x2="0" y2="1"><stop stop-color="#f7b267"/><stop offset="1" stop-color="#25699f"/></linearGradient>' +
        '<rect width="80" height="80" fill="url(#sky)"/><circle cx="40" cy="52" r="14" fill="#fff3d6"/>' +
        '<path d="M0 58h80v22H0z" fill="#123c5c"/>',
    ),
    svgFile(
      'wide-logo.svg',
      '<rect width="80" height="80" fill="#0b6e66"/><path d="M20 20h40v40H20z" fill="#fff"/>',
    ),
    new File(['not a picture'], 'broken.png', { type: 'image/png' }),
  ];
}

function svgFile(name: string, drawing: string): File {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80">${drawing}</svg>`;
  return new File([svg], name, { type: 'image/svg+xml', lastModified: 1 });
}
