import { defineConfig } from '@playwright/test';
import { chromium } from './e2e/support/browser';

/** Not tests: `npm run screens` writes a picture of every page, to be looked at. */
export default defineConfig({
  testDir: 'e2e/screens',
  testMatch: '*.screens.ts',
  outputDir: 'test-results',
  workers: 1,
  timeout: 240_000,
  reporter: [['list']],
  use: { launchOptions: chromium() },
});
