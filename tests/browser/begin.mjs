// tests/browser/begin.mjs - from an empty directory to the first working list, as the people of a county do it: the
// wizard, the links of the two other administrators, a first account, its post, its first list. In at most 60 actions.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, same, end } from '../tap.mjs';
import { axe, context, launch, outline, overflow, serve, takeFaults, shot } from './lib.mjs';

const MOST_ACTIONS = 60;
const server = await serve(undefined, ['--no-demo']);
const browser = await launch();
let actions = 0;

const link = (server.said.join('\n').match(/http:\S+\/set-up\/[0-9a-f]+/) || [])[0];
ok(link, 'an empty database: a one-time link is printed', server.said.join('\n'));
same(server.log.filter((l) => l.includes('/set-up/')).length, 0, 'the link is not in the access log');

/** One person at one browser, with script or without; every click, entry and choice is counted. */
async function person(script) {
  const c = await context(browser, server.base, { javaScriptEnabled: script, viewport: { width: 1366, height: 900 } });
  const page = await c.newPage();
  return {
    c, page, script,
    go: async (to) => { actions++; await page.goto(to); },
    fill: async (name, value) => { actions++; await page.locator(`[name=${name}]`).fill(value); },
    pick: async (name, label) => { actions++; await page.locator(`select[name=${name}]`).selectOption({ label }); },
    file: async (name, path) => { actions++; await page.locator(`[name=${name}]`).setInputFiles(path); },
    press: async (words) => {
      actions++;
      await page.locator('main button, main a', { hasText: words }).first().click();
      await page.waitForLoadState();
    },
    text: async () => (await page.locator('main').innerText()).replace(/\s+/g, ' '),
  };
}

/** What is true of each page, looked at wide and on a telephone. */
async function look(p, name) {
  const bad = [...await outline(p.page), ...(p.script ? await axe(p.page) : [])];
  for (const width of [1366, 360]) {
    await p.page.setViewportSize({ width, height: 900 });
    bad.push(...await overflow(p.page));
    await shot(p.page, `begin-${name}-${width}`);
  }
  await p.page.setViewportSize({ width: 1366, height: 900 });
  same(bad, [], `${name}: in order at 1366 and 360 px`);
}

const you = await person(false);
await you.go(link);
await look(you, 'start');
await you.press('开始设置');
ok(/第 1 步/.test(await you.text()), 'the first step says where one is', await you.text());
ok(!you.page.url().includes(link.split('/').pop()), 'the key does not stay in the address');
await you.fill('county', '测试县');
await you.fill('region', '511600');
await you.press('保存，下一步');
ok(/这是市或省/.test(await you.text()), 'a code of a city is refused with its reason', await you.text());
await look(you, 'county-refused');
await you.fill('region', '511699');
await you.press('保存，下一步');
await look(you, 'year');
await you.press('保存，下一步');
await look(you, 'units');

const roster = join(server.dir, 'units.csv');
writeFileSync(roster, '名称,类型,上级单位,考核组\n财政局,部门,,综合部门\n城关镇,乡镇,,乡镇\n预算股,小组,财政局,\n');
await you.file('file', roster);
await you.press('上传并预览');
ok(/一行也没有写入/.test(await you.text()), 'a row that is wrong is told with its place', await you.text());
await look(you, 'units-refused');
writeFileSync(roster, '名称,类型,上级单位,考核组\n预算股,内设机构,财政局,\n财政局,部门,,综合部门\n城关镇,乡镇,,乡镇\n水务局,部门,,综合部门\n');
await you.file('file', roster);
await you.press('上传并预览');
ok(/4 个单位，请核对/.test(await you.text()), 'the roster is shown before it counts', await you.text());
await look(you, 'units-preview');

// somebody leaves here and comes back in another browser, by the same link
const back = await person(true);
await back.go(link);
ok(/测试县 的设置已经开始/.test(await back.text()), 'come back: what was told is still there', await back.text());
await back.press('继续设置');
await back.press('单位');
await look(back, 'units-again');
ok(/4 个单位，请核对/.test(await back.text()), 'come back: the preview waits');
ok(/另有 1 处在做这次设置/.test(await back.text()), 'come back: the browser that was left is still in it');
await you.page.goto('/begin/units');
ok(/另有 1 处在做这次设置/.test(await you.text()), 'the browser that was left is told, too', await you.text());
await back.press('写入这 4 个单位');
await look(back, 'admins');
for (const [name, value] of Object.entries({ system_name: '系统员', system_login: 'sys.admin', security_name: '安全员',
  security_login: 'sec.admin', audit_name: '系统员', audit_login: 'aud.admin' })) await back.fill(name, value);
await back.press('保存，下一步');
ok(/三个管理员须是三个人/.test(await back.text()), 'one person in two offices is refused', await back.text());
await back.fill('audit_name', '审计员');
await back.press('保存，下一步');
ok(/4 个/.test(await back.text()), 'the summary names what was told');
await look(back, 'summary');
await back.fill('new', 'Sunny-Meadow-41');
await back.fill('again', 'Sunny-Meadow-41');
await back.press('完成设置');
await look(back, 'done');
const links = (await back.text()).match(/http:\S+\/set-up\/[0-9a-f]+/g) || [];
same(links.length, 2, 'done: two links for two people');
ok(!(await back.text()).includes(link), 'done: and not the one that was used');

// the system administrator makes the first account
await back.press('给同事建账号');
await back.fill('name', '综合员');
await back.fill('login', 'zh.clerk');
await back.press('新增');
await back.press('发一次性链接');
const clerkLink = ((await back.text()).match(/http:\S+\/set-up\/[0-9a-f]+/) || [])[0];
const who = back.page.url().replace(/\/links$/, '');

// the security administrator gives it a post
const guard = await person(false);
await guard.go(links[0]);
await guard.fill('new', 'Quiet-River-52');
await guard.fill('again', 'Quiet-River-52');
await guard.press('保存并进入');
await guard.go(who);
await guard.pick('unit', '财政局');
await guard.pick('role', '综合股');
await guard.press('授予');
ok(/综合股/.test(await guard.text()), 'the security administrator grants the post', await guard.text());

// and the clerk sees the first working list
const clerk = await person(true);
await clerk.go(clerkLink);
await look(clerk, 'password');
await clerk.fill('new', 'Green-Harbor-63');
await clerk.fill('again', 'Green-Harbor-63');
await clerk.press('保存并进入');
await clerk.go('/org');
ok(/水务局/.test(await clerk.text()), 'the clerk works: the list of units', await clerk.text());
ok(/测试县/.test(await clerk.page.locator('.ls-top').innerText()), 'under the name of the county');
ok(actions <= MOST_ACTIONS, `from nothing to the first list in ${actions} actions, at most ${MOST_ACTIONS}`);

// the used link is worth nothing
await you.page.goto(link);
ok(/已经用过/.test(await you.text()), 'the link of the set-up is spent', await you.text());
for (const p of [you, back, guard, clerk]) {
  same(takeFaults(p.c), [], 'no fault in the browser');
  await p.c.close();
}
await browser.close();
same(await server.stop(), 0, 'the server ends in order');
end();
