// tests/browser/year.mjs - a whole year of 示例县 by role, from an empty scheme to the published grade: sixty
// indicators, the county's units, twelve months; one score disputed and corrected. The server is
// begun anew on another day between the steps.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ok, same, end } from '../tap.mjs';
import { context, launch, serve, shot, signIn, takeFaults } from './lib.mjs';

const YEAR = 2027;
const dir = mkdtempSync(join(tmpdir(), 'luoshi-year-'));
const url = join(dir, 'county.db');
const browser = await launch();
let server, c, page;

/** The server again, at nine in the morning of a day. */
async function on(day) {
  if (c) { same(takeFaults(c), [], `no fault before ${day}`); await c.close(); c = null; }
  if (server) same(await server.stop(), 0, `the server stops before ${day}`);
  server = await serve(url, ['--day', day]);
}
async function as(role) {
  if (c) { same(takeFaults(c), [], 'no fault'); await c.close(); }
  c = await context(browser, server.base);
  page = await c.newPage();
  return signIn(page, role);
}
const DIRECTOR = /^目标办主任 县目标办/, BUSINESS = /^业务股 .*督办员/, SECOND = /^业务股 .*股长/, TOWN = /^乡镇/, LEADER = /^县领导/;

const words = async (selector = 'main') => (await page.locator(selector).allInnerTexts()).join('\n').replace(/\s+/g, ' ');

/** Fill in the form whose button has these words, press it, and land on another page without a complaint. */
async function fill(at, fields, button, lands) {
  if (at) await page.goto(at);
  const press = page.locator('main form button', { hasText: button }).last();
  const form = press.locator('xpath=ancestor::form');
  const folded = press.locator('xpath=ancestor::details[not(@open)]');
  if (await folded.count()) await folded.locator('summary').first().click();
  for (const [name, value] of Object.entries(fields)) {
    const box = form.locator(`[name="${name}"]`).last();
    const kind = await box.evaluate((e) => (e.tagName === 'SELECT' ? 'select' : e.type));
    if (kind === 'select') await box.selectOption(value);
    else if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === 'file') await box.setInputFiles(value);
    else await box.fill(String(value));
  }
  const [reply] = await Promise.all([page.waitForResponse((r) => r.request().method() === 'POST'), page.waitForNavigation(), press.click()]);
  const good = [200, 303].includes(reply.status()) && (!lands || lands.test(new URL(page.url()).pathname));
  if (!good) throw new Error(`${button}: ${reply.status()} at ${page.url()}\n${(await words()).slice(0, 1500)}`);
}
async function picture(name) { await shot(page, `year-${name}`); }

/** A file sent to the import pages; the words of its preview. */
async function look(kind, name, lines, choose) {
  const file = join(dir, name);
  writeFileSync(file, '\ufeff' + lines.map((l) => l.join(',')).join('\r\n') + '\r\n');
  await fill(`/imports/new/${kind}`, { ...choose, file }, '上传并预览', /^\/imports\/\d+/);
  for (let i = 0; i < 120 && !/须改|可以写入/.test(await words()); i++) {
    await page.waitForTimeout(250);
    await page.goto(page.url());
  }
  return words();
}

/** A file through the import pages: uploaded, looked at, written. */
async function bring(kind, name, lines, choose) {
  const preview = await look(kind, name, lines, choose);
  await fill(null, {}, /写入/);
  for (let i = 0; i < 240; i++) {
    if (!(await page.locator('#import-progress [role=status]').count()) || /已写入|撤销/.test(await words())) break;
    await page.waitForTimeout(250);
    await page.goto(page.url());
  }
  return preview;
}

async function step(what, run) {
  const from = Date.now();
  try {
    await run();
    ok(true, `${what}`);
  } catch (e) {
    if (page) await picture('fault').catch(() => 0);
    ok(false, what, `${(e.stack || e.message).slice(0, 3000)}\nserver: ${(server ? server.log : []).slice(-5).join('\n')}`);
    await finish();
  }
  if (process.env.TIMES) console.log(`# ${what}: ${Date.now() - from} ms`);
}
async function finish() {
  await browser.close();
  if (server) await server.stop();
  rmSync(dir, { recursive: true, force: true });
  end();
  process.exit();
}

/* Six blocks of ten leaves; a leaf's full score is a tenth of its block's. */
const BLOCKS = [
  ['jj', '经济发展', 30, '0', ['规上工业增加值', '固定资产投资', '社会消费品零售', '一般公共预算收入', '农业总产值', '招商引资到位资金',
    '新增市场主体', '外贸进出口', '服务业增加值', '重点项目投资']],
  ['ms', '社会民生', 20, '1', ['城镇新增就业', '居民可支配收入', '义务教育学位', '床位数', '养老设施', '危房改造', '农村公路', '安全饮水',
    '医保参保', '临时救助']],
  ['st', '生态环境', 10, '1', ['空气优良天数', '断面水质', '森林抚育', '秸秆综合利用', '污水处理', '垃圾分类', '河道管护', '节能降耗',
    '绿化面积', '面源治理']],
  ['cx', '城乡建设', 10, '3', ['老旧小区改造', '管网更新', '道路维护', '厕所改造', '村庄整治', '违建治理', '停车位', '公园绿地', '历史建筑',
    '数字城管']],
  ['dj', '党的建设', 15, '3', ['组织建设', '思想建设', '作风建设', '纪律建设', '意识形态', '统战工作', '群团工作', '人才工作', '机关党建',
    '基层治理']],
  ['gx', '共性工作', 15, '3', ['依法行政', '政务公开', '信访稳定', '安全生产', '营商环境', '督查落实', '财务管理', '档案保密', '数据质量',
    '办事效率']],
];
const METHODS = ['F1.1', 'F2.1', 'F3.1', 'F1.1', 'F9.1', 'F11.1', 'F1.1', 'F2.1', 'F3.1', 'F0.1'];
const WITH_TARGET = /^F[1-4]\./;
const leaves = BLOCKS.flatMap(([block, , full, cycle, names]) => names.map((name, i) => ({
  block, name, code: `${block}-${i}`, full: full / 10, cycle, method: block === 'gx' ? 'F0.1' : METHODS[i] })));
const target = (l) => 100 + leaves.indexOf(l) * 5;
/** A figure by formula, so that every unit has another one; a direct score is of a hundred. */
function figure(l, unit, month) {
  const mix = (unit * 7919 + leaves.indexOf(l) * 10473 + month * 1299) % 1000;
  if (l.method === 'F0.1') return (70 + (mix % 301) / 10).toFixed(2);
  if (l.method === 'F9.1') return String(1 + (mix % 20));
  return (target(l) * (850 + (mix % 300)) / 1000).toFixed(2);
}
let scheme, units, members, theRun, appeal;

await step('December: the office drops the draft and begins an empty scheme', async () => {
  await on(`${YEAR - 1}-12-21`);
  await as(BUSINESS);
  await page.goto('/schemes');
  const old = await page.locator('a', { hasText: `${YEAR}年度综合目标绩效考核方案` }).first().getAttribute('href');
  await fill(`${old}/moves/drop`, { reason: '重新编制' }, '作废');
  await fill('/schemes/new', { unit: { label: '示例县' }, year: YEAR, name: `${YEAR}年度综合目标绩效考核方案（重编）`, source: '0' }, '起草',
    /^\/schemes\/\d+$/);
  scheme = new URL(page.url()).pathname;
  ok(/还没有指标/.test(await words()), 'an empty scheme says so');
});

await step('groups and units', async () => {
  let sort = 10;
  for (const [code, name] of [['xz', '乡镇'], ['dq', '党群部门'], ['jj', '综合经济部门'], ['sh', '社会事业部门'], ['zf', '执法监管部门'],
    ['cg', '垂直管理单位'], ['yq', '园区']])
    await fill(`${scheme}/units`, { name, code, sort: sort++ }, '新增分组');
  await page.goto(`${scheme}/units`);
  // as a person would, a select after the other; in one go, since there are ninety
  await page.evaluate(() => {
    let i = 0;
    for (const s of document.querySelectorAll('select[name^="grp-"]')) {
      const row = [...s.closest('tr').cells].filter((x) => !x.querySelector('select')).map((x) => x.textContent).join(' ');
      const wants = /乡镇/.test(row) ? '乡镇' : /园区|经开区/.test(row) ? '园区' :
        ['党群部门', '综合经济部门', '社会事业部门', '执法监管部门', '垂直管理单位'][i++ % 5];
      s.value = [...s.options].find((o) => o.text.trim() === wants).value;
    }
  });
  await fill(null, {}, '保存考核对象');
  await page.goto(`${scheme}/units`);
  members = await page.evaluate(() => [...document.querySelectorAll('select[name^="grp-"]')].filter((s) => s.value !== '0')
    .map((s) => s.closest('tr').cells[0].textContent.trim()));
  const said = await words();
  units = [...said.matchAll(/(?:乡镇|党群部门|综合经济部门|社会事业部门|执法监管部门|垂直管理单位|园区) (\d+) [a-z]{2} /g)]
    .reduce((sum, m) => sum + Number(m[1]), 0);
  ok(/乡镇 23 xz/.test(said) && /园区 3 yq/.test(said) && units >= 86, '23 towns, 60 departments, 3 parks are in groups', said.slice(0, 300));
});

await step('sixty indicators, and what the checks say of a wrong sum', async () => {
  // two blocks and three leaves by hand, as an office that tries its way in; the others from one file
  let sort = 10;
  const form = (l) => ({ name: l.name, code: l.code, parent: { label: '经济发展' }, sort: sort++, full: l.full,
    measure: '单位', places: '2', cycle: l.cycle, provider: { label: '县目标办' }, 'year-rule': '1', missing: '0' });
  for (const [code, name, full] of BLOCKS.slice(0, 2))
    await fill(`${scheme}/nodes/new`, { name, code, sort: sort++, full: code === 'jj' ? full + 1 : full, kind: '0', folded: '0' }, '新增', /schemes/);
  for (const l of leaves.slice(0, 3))
    await fill(`${scheme}/nodes/new?leaf=1&method=${l.method.split('.')[0]}`, form(l), '新增', /schemes/);
  const cycles = { 0: '每月', 1: '每季', 3: '每年' };
  const row = (l) => [l.code, l.block, l.name, l.full, l.method.split('.')[0], l.method === 'F0.1' ? '分' : '单位', 2, cycles[l.cycle], '县目标办',
    l.cycle === '3' ? '取最后一期' : '各期平均'];
  const heads = ['代码', '上级指标', '指标名称', '分值', '计分方法', '计量单位', '数据的小数位数', '周期', '数据由谁提供', '全年得分'];
  const edition = { edition: scheme.split('/').pop() };
  const wrong = await look('scheme.nodes', '指标初稿.csv', [heads, ['st', '', '生态环境', 10], ['st-0', 'ts', '空气优良天数', 1, 'F1']], edition);
  ok(/前面的行和方案里都没有这个上级指标/.test(wrong), 'a row whose parent is misspelt is told with its reason', wrong.slice(0, 600));
  await picture('nodes-wrong');
  const preview = await bring('scheme.nodes', '指标.csv', [heads,
    ...BLOCKS.slice(2).map(([code, name, full]) => [code, '', name, full]), ...leaves.map(row)], edition);
  ok(/全部可以写入/.test(preview), 'every row of the file of indicators can be written', preview.slice(0, 600));
  await page.goto(scheme);
  same(await page.locator('table.ls-tree tbody tr').count(), 66, 'six blocks and sixty indicators are in the tree');
  await page.goto(`${scheme}/checks`);
  ok(/经济发展/.test(await words()), 'the checks name the block whose parts do not add up', (await words()).slice(0, 400));
  await picture('checks');
  await page.goto(scheme);
  await page.locator('a', { hasText: '经济发展' }).first().click();
  await page.waitForLoadState();
  await fill(null, { full: '30' }, '保存');
  await fill(`${scheme}/rules`, { 'name-0': '优秀', 'share-0': '30', 'name-1': '良好', 'share-1': '50' }, '保存等次');
  await fill(`${scheme}/rules`, { 'name-2': '合格' }, '保存等次');
  await fill(`${scheme}/rules`, { total: '100', step: '0.01', publicity: '5', appeal: '3', review: '10' }, '保存规则');
  await page.goto(`${scheme}/checks`);
  ok(/检查通过/.test(await words()), 'and have nothing to say of the whole scheme', (await words()).slice(0, 400));
  await picture('scheme');
  await fill(`${scheme}/moves/submit`, {}, '提交');
});
await step('January: the director issues the scheme', async () => {
  await on(`${YEAR}-01-05`);
  await as(DIRECTOR);
  await fill(`${scheme}/moves/issue`, { day: `${YEAR}-01-05`, number: `示委办〔${YEAR}〕1号` }, '下发');
  await page.goto(scheme);
  ok(/已下发/.test(await words()), 'the scheme is in force');
});

await step('targets of all units by file, reviewed, issued', async () => {
  await as(BUSINESS);
  const id = scheme.split('/').pop();
  await fill(`/goals/new?scheme=${id}`, { scheme: id, unit: '0' }, '开始编报');
  ok(new RegExp(`全部 ${units} 草拟中 ${units}`).test(await words()), 'a target book for every unit', (await words()).slice(0, 400));
  const preview = await bring('goal.lines', '目标.csv', [['单位', '指标', '全年目标'],
    ...members.flatMap((u) => leaves.filter((l) => WITH_TARGET.test(l.method)).map((l) => [u, l.code, target(l)]))],
  { scheme: id, unit: 'all' });
  ok(/全部可以写入/.test(preview), 'every row of the file can be written', preview.slice(0, 600));
  await page.goto(`/goals?scheme=${id}`);
  await picture('goals');
});

await step('each unit submits, the office reviews, the director issues, a town signs', async () => {
  const id = scheme.split('/').pop();
  // what a hundred clerks do one after another: the same forms, without looking at each
  const press = async (state, event) => {
    await page.goto(`/goals?scheme=${id}&state=${state}`);
    let n = 0;
    for (let more = true; more;) {
      const books = await page.evaluate(() => [...new Set([...document.querySelectorAll('.t-title a[href^="/goals/"]')].map((a) => a.getAttribute('href')))]);
      for (const b of books) {
        const html = await (await c.request.get(`${server.base}${b}/moves/${event}`)).text();
        const form = Object.fromEntries([...html.matchAll(/<input[^>]*name="(csrf|version|event)"[^>]*>/g)]
          .map((m) => [m[1], (/value="([^"]*)"/.exec(m[0]) || [])[1]]));
        const r = await c.request.post(`${server.base}${b}/moves`, { form, maxRedirects: 0 });
        if (r.status() !== 303) throw new Error(`${b} ${event}: ${r.status()} ${(await r.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ').slice(0, 600)}`);
        n++;
      }
      more = books.length > 0;
      if (more) await page.goto(`/goals?scheme=${id}&state=${state}`);
    }
    return n;
  };
  same(await press(0, 'submit'), units, 'every book is submitted');
  // who submitted does not pass: the page says so, and a second person of 业务股 does
  await page.goto(`/goals?scheme=${id}&state=1`);
  await page.locator('.t-title a[href^="/goals/"]').first().click();
  await page.waitForLoadState();
  ok(/由本人上报，须由他人审核/.test(await words()), 'who submitted is told that another one reviews');
  await as(SECOND);
  same(await press(1, 'review'), units, 'and reviewed by another');
  await as(DIRECTOR);
  await fill(`/goals/issues?scheme=${id}`, { number: `示府发〔${YEAR}〕3号`, day: `${YEAR}-01-10` }, '下达');
  ok(new RegExp(`已下达待签收 ${units}`).test(await words()), 'all are issued in one go', (await words()).slice(0, 400));
  await as(TOWN);
  await page.goto(`/goals?scheme=${id}`);
  await page.locator('.t-title a[href^="/goals/"]').first().click();
  await page.waitForLoadState();
  await picture('book');
  await fill(`${new URL(page.url()).pathname}/moves/sign`, {}, '签收');
  ok(/已签收/.test(await words()), 'the town has signed');
});

/** The figures that are due for a month, through the import and the review. */
async function month(m, put) {
  const id = scheme.split('/').pop();
  const due = leaves.filter((l) => l.cycle === '0' || (l.cycle === '1' && m % 3 === 0) || (l.cycle === '3' && m === 12));
  const rows = members.flatMap((u, i) => due.map((l) => [u, l.code, m, put(l, i, m)])).filter((r) => r[3] !== null);
  const preview = await bring('target.figures', `${m}月.csv`, [['考核单位', '考核指标', '所属月', '数'], ...rows], { scheme: id, month: String(m) });
  return /全部可以写入/.test(preview) ? rows.length : preview.slice(0, 600);
}
async function review(m) {
  const id = scheme.split('/').pop();
  for (let round = 0; round < 80; round++) {
    await page.goto(`/figures/review?scheme=${id}&month=${m}`);
    const n = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll('input[name=id]')];
      for (const b of boxes) b.checked = true;
      return boxes.length;
    });
    if (!n) return round;
    const press = page.locator('.ls-batch button', { hasText: '审核通过' });
    await Promise.all([page.waitForURL(/\/lists\/batch/), press.click()]);
    await fill(null, {}, '审核通过（');
  }
  throw new Error(`the review of month ${m} does not end`);
}

await step('twelve months of figures, brought in, handed in, reviewed', async () => {
  let n = 0, giver = null;
  for (const m of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]) {
    await on(`${YEAR}-${String(m).padStart(2, '0')}-28`);
    await as(BUSINESS);
    const put = await month(m, figure);
    if (typeof put !== 'number') throw new Error(`month ${m}: ${put}`);
    n += put;
    if (!giver) {                     // behind the page that says what was written
      const see = page.locator('main a', { hasText: '查看写入的内容' });
      if (await see.count()) { await see.first().click(); await page.waitForLoadState(); }
      giver = await page.locator('main a[href*="/givers/"]').filter({ hasText: /县目标办|目标绩效管理办公室/ }).first().getAttribute('href');
    }
    await fill(giver.replace(/month=\d+/, `month=${m}`), {}, '本月全部草稿');
    await as(SECOND);
    const rounds = await review(m);
    if (process.env.TIMES) console.log(`# month ${m}: ${put} rows, ${rounds} pages of review`);
  }
  ok(n > 15000, `${n} figures of a year`);
});
await step('the preliminary result, shown publicly', async () => {
  const id = scheme.split('/').pop();
  await on(`${YEAR + 1}-01-10`);
  await as(BUSINESS);
  await fill('/results/new', { scheme: id, through: '12', stage: '1' }, '核算', /^\/results\/\d+$/);
  theRun = new URL(page.url()).pathname;
  await picture('preliminary');
  await as(DIRECTOR);
  await fill(`${theRun}/moves/open`, { day: `${YEAR + 1}-01-11`, number: '公示1号' }, '公示');
  ok(/待公示/.test(await words()), 'the result will be public from the next day');
});

let before;
await step('a town looks where it lost, and disputes a figure', async () => {
  await on(`${YEAR + 1}-01-12`);
  await as(TOWN);
  await page.goto(theRun);
  await page.locator('main a', { hasText: '柳溪镇' }).first().click();
  await page.waitForLoadState();
  const own = new URL(page.url()).pathname;
  before = await words();
  ok(/失分最多的是/.test(before), 'the page says where it lost');
  await picture('town');
  await fill(`${own}/appeal`, { text: '规上工业增加值全年完成值少计，统计局已更正', want: '请按更正后的数核算' }, '提出申诉', /^\/appeals\/\d+$/);
  appeal = new URL(page.url()).pathname;
});

const score = (text) => Number((/总分[^0-9]*([0-9.]+)/.exec(text) || [])[1]);
await step('the office takes the appeal, finds it right, corrects the figure', async () => {
  await as(DIRECTOR);
  await fill(`${appeal}/moves/take`, {}, '受理');
  await fill(`${appeal}/moves/change`, { reason: '核实有误，按统计局更正数' }, '决定更正');
  await fill(`${appeal}/moves/approve`, { day: `${YEAR + 1}-01-12`, number: '考核委员会第2次会议' }, '审定更正');
  ok(/更正已审定/.test(await words()), 'the correction is approved');
  await picture('appeal');
  await as(BUSINESS);
  await page.goto(theRun);
  await page.locator('main a', { hasText: '柳溪镇' }).first().click();
  await page.waitForLoadState();
  await page.locator('main a', { hasText: '规上工业增加值' }).first().click();
  await page.waitForLoadState();
  await page.locator('main a[href^="/figures/rows/"]').last().click();
  await page.waitForLoadState();
  await fill(null, { value: '130.00', reason: '统计局更正', 'data-version': '统计局更正函1号' }, '更正');
  await picture('figure');
  await as(SECOND);
  await review(12);
});

await step('the publicity ends, the final result is decided and published', async () => {
  const id = scheme.split('/').pop();
  await on(`${YEAR + 1}-02-01`);
  await as(DIRECTOR);
  await fill(`${theRun}/moves/close`, {}, '结束公示');
  await as(BUSINESS);
  await fill('/results/new', { scheme: id, through: '12', stage: '2', reason: '申诉更正后定分' }, '核算', /^\/results\/\d+$/);
  theRun = new URL(page.url()).pathname;
  await as(DIRECTOR);
  await fill(`${theRun}/moves/decide`, { day: `${YEAR + 1}-02-01`, number: '县委常委会第3次会议' }, '审定');
  await fill(`${theRun}/moves/publish`, { day: `${YEAR + 1}-02-01`, number: `示委办〔${YEAR + 1}〕5号` }, '公布');
  ok(/已公布/.test(await words()), 'the result is published');
  await picture('published');
});

await step('the town sees its grade, and that the corrected figure counts', async () => {
  await as(TOWN);
  await page.goto(theRun);
  await page.locator('main a', { hasText: '柳溪镇' }).first().click();
  await page.waitForLoadState();
  const now = await words();
  await picture('grade');
  ok(/优秀|良好|合格/.test(now), 'its grade stands there', now.slice(0, 400));
  ok(score(now) > score(before), 'its score has risen', `${score(before)} before, ${score(now)} now`);
  await as(LEADER);
  await page.goto('/leading');
  await picture('leader');
});
await finish();
