// tests/browser/flows.mjs - the main job of a budget clerk, as people do it: with a keyboard alone,
// without any script, by pasting from a spreadsheet, twice at the same time, and on paper.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, same, end } from '../tap.mjs';
import { axe, context, launch, overflow, serve, signIn, takeFaults, shot } from './lib.mjs';

const server = await serve();
const browser = await launch();
const dir = mkdtempSync(join(tmpdir(), 'luoshi-flows-'));

async function asText(page, selector) { return (await page.locator(selector).allInnerTexts()).join('\n').replace(/\s+/g, ' '); }
async function step(what, run) {
  try {
    await run();
  } catch (e) {
    ok(false, what, e.stack || e.message);
  }
}
/** The draft budget that some clerk of the demonstration may edit: [page, context, id]. */
async function draft(options) {
  const c = await context(browser, server.base, options);
  const page = await c.newPage();
  await page.goto('/sign-in');
  const roles = (await page.locator('.ls-roles button').allInnerTexts()).map((t) => t.replace(/\s+/g, ' '));
  for (let i = 0; i < roles.length; i++) {
    if (!/预算编制/.test(roles[i])) continue;
    await c.clearCookies();
    await signIn(page, i);
    await page.goto('/budget');
    for (const id of new Set([...(await page.content()).matchAll(/href="\/budget\/(\d+)"/g)].map((m) => m[1]))) {
      const r = await c.request.get(`${server.base}/budget/${id}/lines/edit`, { failOnStatusCode: false });
      if (r.status() === 200) return { c, page, id, who: roles[i] };
    }
  }
  throw new Error('no clerk has a draft to edit: ' + roles.join(' | '));
}

/* ---- without script: the whole way in, a list with a filter, a form that is refused, one that is kept -- */
await step('without script', async () => {
  const { c, page, id } = await draft({ javaScriptEnabled: false });
  ok(true, 'without script: in by the demonstration door');
  await page.goto('/budget');
  const all = await page.locator('.ls-table tbody tr:not(.grp)').count();
  ok(all > 0, 'without script: the budgets are listed');
  const box = page.locator('.ls-filter input[type=search]');
  await box.fill('绝无此单位');
  await Promise.all([page.waitForURL(/%/), page.locator('.ls-filter button').click()]);
  ok(/没有/.test(await asText(page, '.ls-empty')), 'without script: a filter that finds nothing says so', await asText(page, 'main'));
  await Promise.all([page.waitForURL((u) => !u.search), page.locator('.ls-empty a').first().click()]);
  same(await page.locator('.ls-table tbody tr:not(.grp)').count(), all, 'without script: clearing the filter brings all back');

  await page.goto(`/budget/${id}/lines/edit`);
  const amount = page.locator('table[data-grid] tbody tr').first().locator('input').last();
  const was = await amount.inputValue();
  await amount.fill('不是数');
  await page.locator('form.ls-grid-form button.btn-primary').click();
  await page.waitForLoadState();
  ok(/一行也没有写入/.test(await asText(page, 'main')), 'without script: a word in place of an amount is refused as a whole', await asText(page, '.ls-note'));
  same(await page.locator('table[data-grid] tbody tr').first().locator('input').last().inputValue(), '不是数',
    'without script: what was typed is still there');
  await page.goto(`/budget/${id}/lines/edit`);
  same(await page.locator('table[data-grid] tbody tr').first().locator('input').last().inputValue(), was, 'without script: nothing was written');

  // a phone's menu opens by :target
  await page.setViewportSize({ width: 360, height: 700 });
  await page.goto('/budget');
  ok(!(await page.locator('#nav').isVisible()), 'without script: the menu is closed on a phone');
  await page.locator('.ls-tabbar a[href="#nav"]').click();
  ok(await page.locator('#nav').isVisible(), 'without script: the tab bar opens it');
  await page.locator('.ls-nav-close').click();
  ok(!(await page.locator('#nav').isVisible()), 'without script: and it closes');

  // display: kept in a cookie, back where one was
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto('/budget');
  await page.locator('.ls-top-links a', { hasText: '显示' }).click();
  await page.locator('input[name=theme][value=dark]').check();
  await page.locator('input[name=type][value=large]').check();
  await Promise.all([page.waitForURL(/\/budget$/), page.locator('main form button').click()]);
  same(await page.evaluate(() => 0).catch(() => 'no script'), 0, 'the inspector itself may run script');
  const html = await page.content();
  ok(/data-bs-theme="dark" data-ls-type="large"/.test(html), 'without script: dark and large are chosen by a form', html.slice(0, 200));

  await Promise.all([page.waitForURL(/sign-in/), page.locator('.ls-top-links button').click()]);
  await page.goto('/budget');
  ok(/\/sign-in/.test(page.url()), 'without script: after signing out the door is shut');
  same(takeFaults(c).filter((f) => !/422|409/.test(f)), [], 'without script: no fault');
  await c.close();
});

/* ---- with the keyboard alone --------------------------------------------------------------------------- */
await step('by keyboard', async () => {
  const c = await context(browser, server.base);
  const page = await c.newPage();
  await page.goto('/sign-in');
  await page.keyboard.press('Tab');
  ok(await page.evaluate(() => document.activeElement.classList.contains('ls-skip')), 'by keyboard: the first stop is the skip link');
  let reached = false;
  for (let i = 0; i < 40 && !reached; i++) {
    await page.keyboard.press('Tab');
    reached = await page.evaluate(() => document.activeElement.name === 'role' && document.activeElement.matches('.ls-roles li:first-child button'));
  }
  ok(reached, 'by keyboard: Tab reaches the roles');
  await Promise.all([page.waitForURL((u) => u.pathname === '/'), page.keyboard.press('Enter')]);

  // focus is always to be seen
  const unseen = [];
  for (let i = 0; i < 14; i++) {
    await page.keyboard.press('Tab');
    const f = await page.evaluate(() => {
      const el = document.activeElement, s = getComputedStyle(el);
      return { tag: el.tagName + '.' + el.className, width: parseFloat(s.outlineWidth), style: s.outlineStyle };
    });
    if (f.tag.startsWith('BODY')) break;
    if (!(f.width >= 2 && f.style !== 'none')) unseen.push(f.tag);
  }
  same(unseen, [], 'by keyboard: every stop shows its ring');

  await page.goto('/budget');
  await page.keyboard.press('/');
  ok(await page.evaluate(() => document.activeElement.type === 'search'), 'by keyboard: / goes to the search field');
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press('j');
  ok(await page.locator('tr.at').count() === 1, 'by keyboard: j marks a row');
  await page.keyboard.press('?');
  ok(await page.locator('dialog[open] kbd').count() > 3, 'by keyboard: ? lists the keys');
  await page.keyboard.press('Escape');
  ok(await page.locator('dialog[open]').count() === 0, 'by keyboard: Esc closes them');
  await Promise.all([page.waitForURL(/\/budget\/\d+/), page.keyboard.press('Enter')]);
  ok(true, 'by keyboard: Enter opens the row');
  same(takeFaults(c), [], 'by keyboard: no fault');
  await c.close();
});

/* ---- the grid: a block pasted from a spreadsheet, taken back, summed, saved ------------------------------ */
await step('in the grid', async () => {
  const { c, page, id } = await draft({});
  await c.grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`/budget/${id}/lines/edit`);
  const rows = page.locator('table[data-grid] tbody tr');
  const n = await rows.count();
  const last = rows.nth(n - 1).locator('input');
  const first = last.nth(6);
  const before = [await last.nth(6).inputValue(), await last.nth(7).inputValue()];
  const sum = page.locator('output[data-sum]');
  const sumBefore = await sum.innerText();
  await first.focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'P-9\t1,234.56\r\nP-8\t０.44\r\n');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  same([await last.nth(6).inputValue(), await last.nth(7).inputValue()], ['P-9', '1,234.56'], 'in the grid: a block lands cell by cell');
  same(await rows.count(), n + 1, 'in the grid: and adds the row that it needs');
  const cents = (s) => Math.round(Number(s.replace(/[,　 ].*$/, (m) => (m[0] === ',' ? m : '')).replace(/,/g, '')) * 100);
  same(cents(await sum.innerText()) - (cents(sumBefore) - cents(before[1] || '0')), 123500, 'in the grid: the sum follows, full-width digits too');
  await page.keyboard.press('Control+z');
  same([await last.nth(6).inputValue(), await last.nth(7).inputValue()], before, 'in the grid: Ctrl+Z takes the block back');
  await rows.nth(0).locator('input').nth(2).focus();
  await page.keyboard.press('Enter');
  ok(await page.evaluate(() => document.activeElement.closest('tr') === document.querySelectorAll('table[data-grid] tbody tr')[1]), 'in the grid: Enter goes down');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowRight');
  same(await page.evaluate(() => [...document.activeElement.closest('tr').querySelectorAll('input')].indexOf(document.activeElement)), 3,
    'in the grid: the arrow past the end of the text goes on to the next cell');
  await shot(page, 'grid-1280', {});
  same(takeFaults(c), [], 'in the grid: no fault');
  await c.close();
});

/* ---- a part of a budget: selects and text areas take a block too; saved, downloaded, brought again ------------ */
await step('a part', async () => {
  const { c, page, id } = await draft({});
  await page.goto(`/budget/${id}/parts/sections`);
  const rows = page.locator('table[data-grid] tbody tr');
  const at = (await rows.count()) - 1;
  await rows.nth(at).locator('input').first().focus();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', '督查股\t否\r\n服务中心\t是\r\n');
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  same(await rows.nth(at + 1).locator('select').inputValue(), '是', 'a part: a block lands in selects too, and adds its row');
  await Promise.all([page.waitForURL(/\/parts$/), page.locator('form.ls-grid-form button.btn-primary').click()]);
  await page.goto(`/budget/${id}/parts/sections`);
  ok((await page.locator('table[data-grid] input').evaluateAll((o) => o.map((x) => x.value))).includes('服务中心'), 'a part: is kept');
  await page.goto(`/budget/${id}/parts/tasks`);
  await page.locator('table[data-grid] tbody tr').first().locator('input').last().fill('不是数');
  await page.locator('form.ls-grid-form button.btn-primary').click();
  await page.waitForLoadState();
  ok(/应为数字/.test(await asText(page, 'td.bad')), 'a part: a fault stands at its cell', await asText(page, 'main'));

  await page.goto(`/budget/${id}/parts`);
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByText('下载 XLSX').click()]);
  const path = join(dir, 'budget.xlsx');
  await file.saveAs(path);
  await page.goto('/budget/import');
  await page.locator('input[name=year]').fill(/-(\d{4})\.xlsx/.exec(file.suggestedFilename())[1]);
  await page.locator('main input[type=file]').setInputFiles(path);
  await page.getByText('上传并预览').click();
  await page.waitForURL(/\/budget\/import\/\d+/);
  ok(/内设机构/.test(await asText(page, 'main')), 'a part: the workbook that was downloaded is read sheet by sheet', await asText(page, 'main'));
  for (const box of await page.locator('main input[type=checkbox]').all()) await box.check();
  await Promise.all([page.waitForURL(/\/parts$/), page.getByText('全部写入').click()]);
  same(takeFaults(c), [], 'a part: no fault');
  await c.close();
});

/* ---- two people, one record ------------------------------------------------------------------------------- */
await step('two at once', async () => {
  const one = await draft({});
  const page2 = await one.c.newPage();
  await one.page.goto(`/budget/${one.id}/lines/edit`);
  await page2.goto(`/budget/${one.id}/lines/edit`);
  const amounts = (page) => page.locator('table[data-grid] td[data-col=amount] input');
  const save = async (page) => {
    const [reply] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'),
      page.locator('form.ls-grid-form button.btn-primary').click()]);
    await page.waitForLoadState();
    return reply.status();
  };
  await amounts(one.page).nth(0).fill('101.00');
  await amounts(one.page).nth(1).fill('102.00');
  same(await save(one.page), 303, 'two at once: the first saves');
  await amounts(page2).nth(0).fill('201.00');
  await amounts(page2).nth(2).fill('203.00');
  same(await save(page2), 409, 'two at once: the second is told', await asText(page2, 'main'));
  same([await amounts(page2).nth(0).inputValue(), await amounts(page2).nth(1).inputValue(), await amounts(page2).nth(2).inputValue()],
    ['201.00', '102.00', '203.00'], 'two at once: what each typed is in the table');
  ok(/现在是“101.00”/.test(await asText(page2, 'table[data-grid]')), 'two at once: and where both wrote, what is stored');

  // What was typed is not left without a question; saved, it is.
  await page2.goto(`/budget/${one.id}/lines/edit`);
  await amounts(page2).nth(0).fill('301.00');
  let asked = 0;
  page2.on('dialog', (d) => { asked++; return d.dismiss(); });
  await page2.locator('.ls-nav a[href="/calendar"]').click({ noWaitAfter: true });
  await page2.waitForTimeout(300);
  ok(asked === 1 && /lines\/edit$/.test(page2.url()), 'two at once: leaving with something typed asks');
  same(await save(page2), 303, 'two at once: saving does not');
  ok(asked === 1, 'two at once: one question in all');
  await one.c.close();
});

/* ---- a file with a fault: the preview names the cell, nothing is written -------------------------------------- */
await step('an import', async () => {
  const { c, page } = await draft({});
  await page.goto('/budget/import');
  await page.locator('main a.btn-primary').click();
  await page.waitForURL(/\/imports\/new\/budget\.lines/);
  for (const select of await page.locator('main select').all()) {
    const choices = await select.locator('option').evaluateAll((o) => o.map((x) => x.value).filter(Boolean));
    await select.selectOption(choices[0]);
  }
  await page.locator('main input[type=file]').setInputFiles({ name: '明细.csv', mimeType: 'text/csv',
    buffer: Buffer.from('功能科目,部门经济科目,类别,金额\n2130301,30101,基本支出,一百万\n2130301,30101,基本支出,1200.00\n') });
  await Promise.all([page.waitForURL(/\/imports\/\d+/), page.locator('main form button.btn-primary').click()]);
  await page.locator('td.bad').first().waitFor({ timeout: 20000 });
  const text = await asText(page, 'main');
  ok(/一百万/.test(text), 'an import: the preview shows what was found', text.slice(0, 600));
  ok(await page.locator('td.bad').count() > 0, 'an import: in the cell where it stands');
  ok(await page.locator('main button:has-text("写入"):not([disabled])').count() === 0, 'an import: and does not offer to write it');
  same(await axe(page), [], 'an import: the preview is clear to axe-core');
  await shot(page, 'import-preview-1280');
  await page.setViewportSize({ width: 360, height: 760 });
  same(await overflow(page), [], 'an import: the preview fits 360 px');
  const rejected = await page.locator('a[href*="rejected"]').first().getAttribute('href');
  const file = await c.request.get(server.base + rejected);
  ok(file.ok() && (await file.body()).length > 0, 'an import: the rejected rows come back as a file');
  same(takeFaults(c), [], 'an import: no fault');
  await c.close();
});

/* ---- a figure leads to its lines ------------------------------------------------------------------------- */
await step('a figure', async () => {
  const c = await context(browser, server.base);
  const page = await c.newPage();
  await signIn(page, /县领导/);
  await page.goto('/budget');
  await page.locator('.ls-table .t-title a', { hasText: '水务局' }).first().click();
  await page.locator('.ls-views a', { hasText: '公开文本' }).click();
  await page.locator('.ls-views a', { hasText: '第二部分' }).click();
  const figure = page.locator('.ls-paper a[href*="fig=nature.basic#"]').first();
  const shown = (await figure.innerText()).trim();
  await figure.click();
  await page.waitForLoadState();
  ok((await asText(page, '#lines')).includes(shown), `a figure: ${shown} opens where it comes from`, await asText(page, '#lines'));
  ok(await page.locator('.ls-paper a[aria-current]').count() > 0, 'a figure: and is marked in the text');
  ok(await page.locator('#lines table tbody tr').count() > 0, 'a figure: with its budget lines');
  await shot(page, 'figure-1280', {});

  /* on paper */
  for (const [path, must, mustNot] of [['/budget', '部门预算', '退出'], [new URL(page.url()).pathname.replace(/\/text$/, '/lines'), '功能科目', '跳到正文']]) {
    await page.goto(path);
    const pdf = join(dir, 'page.pdf');
    writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    const text = execFileSync('pdftotext', ['-layout', pdf, '-']).toString();
    ok(text.includes(must), `on paper: ${path} has ${must}`);
    ok(!text.includes(mustNot), `on paper: ${path} leaves the frame out`);
    ok(/打印/.test(text), `on paper: ${path} says who printed it and when`, text.slice(-300));
    const info = execFileSync('pdfinfo', [pdf]).toString();
    ok(/Page size:.*A4/.test(info), `on paper: ${path} is A4`, info);
  }
  same(takeFaults(c), [], 'a figure: no fault');
  await c.close();
});

/* ---- an indicator of a scheme, by keyboard: Enter saves it, and does not ask for another method -------------- */
await step('an indicator', async () => {
  const c = await context(browser, server.base);
  const page = await c.newPage();
  await signIn(page, /^目标办主任.*县目标办/);
  await page.goto('/schemes');
  await page.locator('tr', { hasText: '编制中' }).locator('a').first().click();
  const scheme = new URL(page.url()).pathname;
  await page.locator('tr.l2 th a[href^="/schemes/nodes/"]').first().click();
  await page.fill('[name=name]', '按回车保存的指标');
  await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), page.press('[name=name]', 'Enter')]);
  await page.waitForLoadState();
  same(new URL(page.url()).pathname, scheme, 'an indicator: Enter in a field saves it');
  ok((await asText(page, 'main')).includes('按回车保存的指标'), 'an indicator: and it has the new name');
  await page.locator('tr.l2 th a[href^="/schemes/nodes/"]').first().click();
  await page.locator('main button', { hasText: '删除这个指标' }).click();
  ok(/不能恢复/.test(await asText(page, 'dialog.ls-confirm')), 'an indicator: deleting it asks first');
  await page.locator('dialog.ls-confirm button', { hasText: '返回' }).click();
  ok(/\/schemes\/nodes\//.test(page.url()), 'an indicator: and may be left');
  same(takeFaults(c), [], 'an indicator: no fault');
  await c.close();
});

/* ---- all roles beside each other ------------------------------------------------------------------------------ */
await step('rights', async () => {
  const c = await context(browser, server.base, { viewport: { width: 1280, height: 900 } });
  const page = await c.newPage();
  await signIn(page, /^安全管理员/);
  await page.goto('/roles/matrix');
  const [wide, seen] = await page.locator('.ls-scroll').evaluate((e) => [e.scrollWidth, e.clientWidth]);
  ok(wide <= seen, `rights: every role's column is seen at 1280 px`, `${wide} in ${seen}`);
  ok(await page.locator('.ls-rights thead a', { hasText: '审计管理员' }).isVisible(), 'rights: the administrators too');
  same(takeFaults(c), [], 'rights: no fault');
  await c.close();
});

/* ---- the first page over the wire --------------------------------------------------------------------------- */
await step('weight', async () => {
  const c = await context(browser, server.base);
  const page = await c.newPage();
  const cdp = await c.newCDPSession(page);
  let bytes = 0;
  await cdp.send('Network.enable');
  cdp.on('Network.loadingFinished', (e) => { bytes += e.encodedDataLength; });
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  ok(bytes > 5000 && bytes <= 200000, `weight: the first page takes ${bytes} bytes over the wire, at most 200,000`);
  await c.close();
});

rmSync(dir, { recursive: true, force: true });
await browser.close();
const code = await server.stop();
ok(code === 0, 'the server stops when told', `ended with ${code}`);
end();
