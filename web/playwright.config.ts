import { defineConfig } from '@playwright/test';
import { chromium } from './e2e/support/browser';

export default defineConfig({
  testDir: 'e2e',
  testMatch: '*.test.ts',
  outputDir: 'test-results',
  workers: 2,
  // A story of five people is long, and a cold machine is slow; a test that hangs still ends.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  // On a machine that others load as well, a test has a second try; the list tells it as flaky, which is a fault to be found.
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list']],
  // Without a trace, which takes half as long again; ask for one with `npm run e2e -- --trace retain-on-failure`.
  use: { launchOptions: chromium(), screenshot: 'only-on-failure' },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 860 } } },
    { name: 'phone', use: { viewport: { width: 375, height: 812 }, hasTouch: true }, testMatch: ['journey.test.ts', 'pages.test.ts'] },
  ],
});
