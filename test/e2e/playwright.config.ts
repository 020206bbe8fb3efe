import { defineConfig } from '@playwright/test';
import { chromiumArguments } from './support/chromium-arguments.ts';

const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: '.',
  projects: [
    { name: 'own storage', testIgnore: ['ceph/**', 'next-app/**', 'appearance.spec.ts'] },
    // Needs the browser and the letters the pictures were taken with.
    { name: 'pictures', testMatch: 'appearance.spec.ts' },
    // Builds and starts an app of its own.
    { name: 'next app', testMatch: 'next-app/**' },
    // Needs a real S3 server on the machine.
    { name: 'ceph', testMatch: 'ceph/**' },
  ],
  outputDir: '../../test-results',
  snapshotPathTemplate: '{testDir}/pictures/{arg}{ext}',
  // Each test drives a server process and a browser at full speed; two at once would measure each other.
  workers: 1,
  forbidOnly: true,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [
    ['list'],
    ...(process.env.LANE_REPORT ? [['json', { outputFile: process.env.LANE_REPORT }] as const] : []),
  ],
  use: {
    browserName: 'chromium',
    actionTimeout: 20_000,
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [...chromiumArguments],
    },
  },
});
