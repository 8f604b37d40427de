import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { test } from '../support/fixtures';
import { enter, places, READERS, show } from '../support/places';

const FOLDER = resolve(import.meta.dirname, '../../../screenshots');
const SIZES = { 1280: 860, 375: 812 };
const SCHEMES = ['light', 'dark'] as const;
/** These are shown as a window shows them; the others are as long as they are. */
const WINDOWED = new Set(['inbox', 'inbox-teams', 'inbox-waiting', 'inbox-done', 'editor', 'editor-new']);

for (const [width, height] of Object.entries(SIZES)) {
  for (const scheme of SCHEMES) {
    test(`every page at ${width}, ${scheme}`, async ({ page }) => {
      await mkdir(FOLDER, { recursive: true });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: 'reduce' });
      for (const [reader, who] of Object.entries(READERS)) {
        if (who) await enter(page.request, who);
        for (const place of await places(page.request, reader)) {
          await page.setViewportSize({ width: Number(width), height });
          await show(page, place);
          if (!WINDOWED.has(place.name)) await growToContent(page, Number(width), height);
          await page.evaluate(() => document.fonts.ready);
          await page.screenshot({ path: join(FOLDER, `${place.name}-${width}-${scheme}.png`) });
        }
      }
    });
  }
}

/** Bars that stick to the window's edge would otherwise lie over the middle of a long picture. */
async function growToContent(page: Page, width: number, height: number): Promise<void> {
  const content = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width, height: Math.max(height, content) });
  // The page is laid out anew in the next frame, and drawn in the one after it.
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}
