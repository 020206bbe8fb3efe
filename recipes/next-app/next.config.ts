import { fileURLToPath } from 'node:url';
import type { NextConfig } from 'next';

const config: NextConfig = {
  // The packages are linked from beside this app.
  turbopack: { root: fileURLToPath(new URL('../..', import.meta.url)) },
  // The repository checks all types at once.
  typescript: { ignoreBuildErrors: true },
};

export default config;
