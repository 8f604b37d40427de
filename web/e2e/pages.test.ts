import { accessibleInBothSchemes, violations } from './support/accessible';
import { expect, signInAs, test } from './support/fixtures';
import { fitsItsWidth } from './support/looks';
import { enter, places, READERS, show } from './support/places';

for (const [reader, who] of Object.entries(READERS)) {
  test(`every page of ${reader} is accessible in both schemes and fits its width`, async ({ page }) => {
    // Many pages are looked at in four ways each.
    test.slow();
    const said: string[] = [];
    page.on('console', (message) => message.type() === 'error' && !/401|404/.test(message.text()) && said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    if (who) await enter(page.request, who);
    for (const place of await places(page.request, reader)) {
      await show(page, place);
      await accessibleInBothSchemes(page, place.name);
      await fitsItsWidth(page, place.name);
    }
    expect.soft(said).toEqual([]);
  });
}

test('layers are accessible too', async ({ page }) => {
  await signInAs(page, '@miriam.sato');
  for (const key of ['Control+k', '?']) {
    await page.keyboard.press(key);
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
  }
  await page.getByRole('button', { name: /^Profile of/ }).click();
  await expect(page.getByRole('menu')).toBeVisible();
  expect(await violations(page)).toEqual([]);
});
