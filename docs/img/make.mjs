// docs/img/make.mjs - the picture of README, taken from the demonstration: node docs/img/make.mjs
import { join } from 'node:path';
import { context, launch, root, serve, signIn } from '../../tests/browser/lib.mjs';

const server = await serve();
const browser = await launch();
const c = await context(browser, server.base, { viewport: { width: 1280, height: 1000 } });
const page = await c.newPage();
await signIn(page, /县领导/);
await page.goto('/budget');
await page.locator('.ls-table .t-title a', { hasText: '水务局' }).first().click();
await page.locator('.ls-views a', { hasText: '公开文本' }).click();
await page.locator('.ls-views a', { hasText: '第二部分' }).click();
await page.locator('.ls-paper a[href*="fig=nature.basic#"]').first().click();
await page.waitForLoadState();
await page.evaluate(() => window.scrollTo(0, 0));
await page.screenshot({ path: join(root, 'docs/img/budget.png') });
await browser.close();
await server.stop();
