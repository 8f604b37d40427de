import { alone, expect } from './support/fixtures';
import { enter } from './support/places';

const BYTES_MAX = 300_000;

/** What other tests leave in the inbox weighs too, and says nothing of the app. */
const test = alone();

test('the first look at the inbox weighs little on the wire', async ({ page }) => {
  await enter(page.request, '@miriam.sato');
  const network = await page.context().newCDPSession(page);
  await network.send('Network.enable');
  let bytes = 0;
  network.on('Network.loadingFinished', ({ encodedDataLength }) => { bytes += encodedDataLength; });
  await page.goto('/inbox');
  await expect(page.getByRole('group', { name: 'Decision' })).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(BYTES_MAX);
});
