// tests/browser/lib.mjs - a server of our own on a free port, a browser, and what is true of every page.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, mkdirSync, readFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const root = new URL('../..', import.meta.url).pathname;
export const luoshi = process.env.LUOSHI || join(root, 'build/luoshi');
/* Pictures are for people: SHOTS=yes takes them. A test reads none, and they cost a third of the time. */
const pictures = process.env.SHOTS ? join(root, 'build/shots') : null;
if (pictures) mkdirSync(pictures, { recursive: true });
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A server on a fresh database, which fills itself with the demonstration (unless --no-demo is among `more`); stop() ends it
 * and removes its folder. `said` holds what it printed. */
export async function serve(db, more = []) {
  const dir = mkdtempSync(join(tmpdir(), 'luoshi-browser-'));
  const url = db || join(dir, 'luoshi.db');
  const child = spawn(luoshi, ['serve', '--db', url, '--port', '0', ...more], { stdio: ['ignore', 'pipe', 'pipe'] });
  // a test that dies leaves neither a server nor a folder behind
  process.once('exit', () => { child.kill('SIGKILL'); rmSync(dir, { recursive: true, force: true }); });
  for (const sign of ['SIGINT', 'SIGTERM']) process.once(sign, () => process.exit(1));
  const log = [], said = [];
  createInterface({ input: child.stderr }).on('line', (l) => log.push(l));
  const base = await new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error('the server did not say its address\n' + log.join('\n'))), 20000);
    createInterface({ input: child.stdout }).on('line', (l) => {
      said.push(l);
      const m = /^luoshi: (http:\S+)\//.exec(l);
      if (m) { clearTimeout(late); done(m[1]); }
    });
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}\n${log.join('\n')}`)));
  });
  return {
    base, url, log, said, dir, pid: child.pid,
    async stop() {
      const ended = new Promise((done) => child.on('exit', (code) => done(code)));
      child.kill('SIGTERM');
      const code = await Promise.race([ended, new Promise((d) => setTimeout(() => d('still running'), 25000).unref())]);
      if (code === 'still running') child.kill('SIGKILL');
      rmSync(dir, { recursive: true, force: true });
      return code;
    },
  };
}

const executable = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export function launch() {
  return chromium.launch({
    executablePath: executable,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update',
      '--disable-sync', '--no-first-run', '--disable-dev-shm-usage', '--font-render-hinting=none'],
  });
}

/** A context whose pages note every console error, failed request and policy report. */
export async function context(browser, base, options = {}) {
  const c = await browser.newContext({ baseURL: base, viewport: { width: 1280, height: 900 }, locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai', ...options });
  c.faults = [];
  c.on('page', (page) => {
    page.on('console', (m) => {
      // the browser itself logs a 4xx answer that a test asked for
      if (m.type() === 'error' && !/Failed to load resource.*\b4\d\d\b/.test(m.text())) c.faults.push(`console: ${m.text()}`);
      if (/Content Security Policy/.test(m.text())) c.faults.push(`policy: ${m.text()}`);
    });
    page.on('pageerror', (e) => c.faults.push(`script: ${e.message}`));
    page.on('requestfailed', (r) => {
      const why = (r.failure() || {}).errorText || '';
      if (!/ERR_ABORTED/.test(why)) c.faults.push(`request: ${r.url()} ${why}`);
    });
    page.on('request', (r) => {
      if (!r.url().startsWith(base) && !/^(data|about|blob):/.test(r.url())) c.faults.push(`leaves the house: ${r.url()}`);
    });
  });
  return c;
}

export function takeFaults(c) { return c.faults.splice(0); }

/** Theme, size of type and language as the display form keeps them. */
export async function mode(c, base, { theme = 'light', type = 'standard', lang = 'zh' }) {
  await c.addCookies(Object.entries({ 'ls-theme': theme, 'ls-type': type, 'ls-lang': lang })
    .map(([name, value]) => ({ name, value, url: base })));
}

/** In by the demonstration door, as the first role whose words match, or the n-th. */
export async function signIn(page, role) {
  await page.goto('/sign-in');
  const buttons = page.locator('.ls-roles button');
  const texts = (await buttons.allInnerTexts()).map((t) => t.replace(/\s+/g, ' '));
  const i = typeof role === 'number' ? role : texts.findIndex((t) => role.test(t));
  if (!texts[i]) throw new Error(`no demonstration role ${role} among\n${texts.join('\n')}`);
  await Promise.all([page.waitForURL((u) => u.pathname !== '/sign-in'), buttons.nth(i).click()]);
  return texts[i];
}

/** A picture of the page as it is now, build/shots/NAME.png, where SHOTS=yes asks for pictures. */
export async function shot(page, name, options = { fullPage: true }) {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), ...options });
}

const inspectors = new WeakMap();
/** axe-core's violations of WCAG 2.2 AA and best practice, one line each. */
export async function axe(page, only) {
  // through the inspector: the page's policy is not loosened for it. Half a megabyte: once a document
  if (!await page.evaluate(() => 'axe' in window)) {
    if (!inspectors.has(page)) inspectors.set(page, await page.context().newCDPSession(page));
    await inspectors.get(page).send('Runtime.evaluate', { expression: axeSource + '\n;0' });
  }
  const found = await page.evaluate(async (rules) => {
    const r = await window.axe.run(document, {
      resultTypes: ['violations'],
      ...(rules ? { runOnly: { type: 'rule', values: rules } } :
        { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] } }),
    });
    return r.violations.map((v) => ({ id: v.id, help: v.help,
      nodes: v.nodes.slice(0, 4).map((n) => `${n.target.join(' ')} ${n.html.slice(0, 120)} | ${(n.any[0] || n.all[0] || n.none[0] || {}).message || ''}`) }));
  }, only);
  return found.map((v) => `${v.id}: ${v.help}\n    ${v.nodes.join('\n    ')}`);
}

/** What stands out to the right of the window, without counting marked regions. */
export function overflow(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [];
    for (const el of document.body.querySelectorAll('*')) {
      const r = el.getBoundingClientRect();
      if (r.width && r.right > width + 1 && !el.closest('.ls-scroll, .ls-views, .visually-hidden, .ls-skip'))
        out.push(`${el.tagName.toLowerCase()}.${String(el.className.baseVal ?? el.className)} to ${Math.round(r.right)} of ${width}`);
    }
    return out.slice(0, 6).concat(out.length ? [] : [`document ${document.documentElement.scrollWidth} of ${width}`]);
  });
}

/** Headings in order, one h1, a title, a language: said of every page. */
export function outline(page) {
  return page.evaluate(() => {
    const bad = [];
    const h = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((e) => e.offsetParent !== null || e.getClientRects().length);
    if (h.filter((e) => e.tagName === 'H1').length !== 1) bad.push(`${h.filter((e) => e.tagName === 'H1').length} h1`);
    if (!document.title) bad.push('no title');
    if (document.querySelector('[style]')) bad.push('an inline style');
    if (document.querySelector('script:not([src])')) bad.push('an inline script');
    for (const el of document.querySelectorAll('[id]'))
      if (document.querySelectorAll(`[id="${CSS.escape(el.id)}"]`).length > 1) { bad.push(`id ${el.id} twice`); break; }
    return bad;
  });
}
