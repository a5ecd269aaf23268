// tests/browser/walk.mjs - every page that a person can reach, in every role of the demonstration:
// no dead link, no fault in the console, axe-core clean, readable at 320 px, in dark and large type,
// in English, and on paper. First every role follows its links; then the pages that were met are looked
// at, two at a time. SHOTS=yes leaves pictures in build/shots/; ONLY=PATTERN looks at these routes only.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, same, end } from '../tap.mjs';
import { axe, context, launch, mode, outline, overflow, root, serve, shot, signIn, takeFaults } from './lib.mjs';

const server = await serve();
const browser = await launch();
const seen = new Set();                 // patterns of the files that were taken
const packs = new Set();                // those of ZIP files, from before they are asked for
const examined = new Map();             // route -> the addresses that were looked at in every dress
const found = [];                       // what there is to look at: { role, url, pattern, short }
const looked = new Set();               // addresses asked for, by role
/* The GET routes of the matrix, the more exact ones first: an address belongs to the first that fits. */
const routes = [...readFileSync(join(root, 'tests/permissions.txt'), 'utf8').matchAll(/^GET +(\/\S*)/gm)].map((m) => m[1])
  .filter((r, i, all) => all.indexOf(r) === i)
  .map((route) => ({ route, keys: route.split(':key').length - 1, like: new RegExp('^' + route.replace(/[.]/g, '\\.')
    .replace(/:id/g, '\\d+').replace(/:key/g, '[A-Za-z0-9._-]+') + '$') }))
  .sort((x, y) => x.keys - y.keys || y.route.length - x.route.length);
const alike = (route) => (route.includes(':key') ? 2 : 1);      // how many pages of a route are examined
const only = process.env.ONLY ? new RegExp(process.env.ONLY) : null;

/** The route that an address belongs to. */
function routeOf(url) {
  const path = url.split('?')[0];
  return (routes.find((r) => r.like.test(path)) || { route: path }).route;
}

/** Pages of a route with a key differ in their key: it is a part of their picture's name. */
function pictureName(route, url) {
  return route === '/' ? 'home' : (route.includes(':key') ? url.split('?')[0].replace(/\/\d+(?=\/|$)/g, '/id') : route).slice(1)
    .replace(/[:]/g, '').replace(/\//g, '-') || 'home';
}

/** Everything that holds of one page, in each of its dresses. */
async function examine(c, page, url, pattern, who) {
  const name = pictureName(pattern, url);
  const at = `${pattern.includes(':key') ? url : pattern} (${who})`;
  await page.setViewportSize({ width: 1280, height: 900 });
  await mode(c, server.base, {});
  const reply = await page.goto(url, { waitUntil: 'load' });
  const status = reply.status();
  const wants = pattern === '/no-such-page' ? 404 : 200;
  if (!ok(status === wants, `${at} answers ${wants}`, `${url} answered ${status}`)) return;
  same(await outline(page), [], `${at} is well made`);
  same(await axe(page), [], `${at} is clear to axe-core`);
  await shot(page, `${name}-1280`);

  for (const width of [360, 320]) {
    await page.setViewportSize({ width, height: 760 });
    same(await overflow(page), [], `${at} fits ${width} px`);
    if (width === 360) await shot(page, `${name}-360`);
  }
  same(await axe(page), [], `${at} at 320 px is clear to axe-core`);

  // Dark and large differ in what the document's element says, which the server writes from the cookies:
  // that is read from its answer, and then said to the page that is there. One more load would be all axe again.
  await mode(c, server.base, { theme: 'dark', type: 'large' });
  const dressed = /<html [^>]*>/.exec(await (await c.request.get(server.base + url)).text()) || [''];
  same(dressed[0], '<html lang="zh-CN" data-bs-theme="dark" data-ls-type="large">', `${at} is dark and large when told`);
  const dress = (name, value) => page.evaluate(([n, v]) => document.documentElement.setAttribute(n, v), [name, value]);
  await page.setViewportSize({ width: 1280, height: 900 });
  await dress('data-bs-theme', 'dark');
  same(await axe(page, ['color-contrast']), [], `${at} in the dark has its contrast`);
  await shot(page, `${name}-dark`);

  await dress('data-bs-theme', 'light');
  await dress('data-ls-type', 'large');
  same(await overflow(page), [], `${at} in large type fits 1280 px`);
  await page.setViewportSize({ width: 360, height: 760 });
  same(await overflow(page), [], `${at} in large type fits 360 px`);

  // English: no Chinese in the frame and the words of the page. Data is Chinese: cells, names, paper.
  await page.setViewportSize({ width: 1280, height: 900 });
  await mode(c, server.base, { lang: 'en' });
  await page.goto(url, { waitUntil: 'load' });
  const chinese = await page.evaluate(() => {
    const out = [];
    const skip = 'td, .ls-paper, [lang="zh-CN"]:not(html), [data-said], .ls-data, input, option, .ls-top-links .wide, .ls-brand small, .ls-crumb, title';
    const chrome = 'button, label, legend, thead th, .ls-nav a, .ls-nav h2, .ls-tabbar a, .ls-steps li, .ls-empty h2, .hint, .ls-views a, summary, .ls-actions a, .ls-pager';
    for (const el of document.querySelectorAll(chrome)) {
      if (el.closest('.ls-roles') || el.matches(skip) || el.closest('.ls-paper, [lang="zh-CN"]:not(html), .ls-data')) continue;
      const own = [...el.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent).join('');
      if (/[\u4e00-\u9fff]/.test(own)) out.push(`${el.tagName.toLowerCase()}: ${own.trim().slice(0, 40)}`);
    }
    return out.slice(0, 8);
  });
  same(chinese, [], `${at} speaks English`);
  same(await overflow(page), [], `${at} in English fits`);
  same(takeFaults(c), [], `${at} raises no fault`);
  await mode(c, server.base, {});
}

/* A kept connection may have been closed for idleness in this very moment: ask once more, as browsers do. */
async function ask(c, url) {
  // a pack of a hundred statements is made in one answer: the program allows itself 120 s
  const options = { maxRedirects: 0, failOnStatusCode: false, timeout: /\.zip(\?|$)/.test(url) ? 150000 : 30000 };
  try {
    for (let tries = 0; ; tries++) {            // busy with another's pack: come back when told
      const reply = await c.request.get(server.base + url, options);
      if (reply.status() !== 503 || tries === 20) return reply;
      await new Promise((done) => setTimeout(done, 1000 * Number(reply.headers()['retry-after'] || 1)));
    }
  } catch (e) {
    if (!/socket hang up|ECONNRESET/.test(e.message)) throw e;
    return c.request.get(server.base + url, options);
  }
}

async function walk(role) {
  const c = await context(browser, server.base);
  const page = await c.newPage();
  const who = role === null ? 'nobody' : await signIn(page, role);
  const short = who.slice(0, 24);
  const queue = role !== null ? ['/'] : ['/sign-in', '/display', '/no-such-page'];
  const counts = new Map(), from = new Map(), pages = [];
  takeFaults(c);
  while (queue.length) {
    const url = queue.shift();
    const pattern = routeOf(url);
    const key = `${who} ${url}`;
    if (looked.has(key) || /^\/assets\//.test(url)) continue;
    looked.add(key);
    const n = (counts.get(pattern) || 0) + 1;
    counts.set(pattern, n);
    if (n > (/:key$/.test(pattern) && !/:key.*:key/.test(pattern) ? 20 : 6)) continue;      // a list's rows are alike
    if (/\.zip(\?|$)/.test(url)) {               // a pack of a hundred PDF takes a while: once is enough
      if (packs.has(pattern)) continue;
      packs.add(pattern);
    }
    const head = await ask(c, url);
    const type = head.headers()['content-type'] || '';
    const wants = pattern === '/no-such-page' ? [404] : [200, 303];
    if (!wants.includes(head.status())) {
      ok(false, `${short}: the link ${url} leads somewhere`, `status ${head.status()}, met on ${from.get(url)}`);
      continue;
    }
    if (head.status() === 303) { queue.push(new URL(head.headers().location, server.base).pathname); continue; }
    if (!/^text\/html/.test(type) || /attachment/.test(head.headers()['content-disposition'] || '')) {
      if (!seen.has(pattern)) {
        seen.add(pattern);
        ok((await head.body()).length > 0, `${pattern} gives a file (${type})`);
      }
      continue;
    }
    pages.push({ role, url, pattern, short });
    for (const m of (await head.text()).matchAll(/<a [^>]*href="(\/[^"#]*)/g)) {
      const to = m[1].replace(/&amp;/g, '&');
      if (!from.has(to)) from.set(to, url);
      queue.push(to);
    }
  }
  same(takeFaults(c), [], `${short}: no fault on the way`);
  await c.close();
  return pages;
}

/** What is to be looked at of a role's pages: the first of each route that nobody before met. */
function claim(pages) {
  for (const page of pages) {
    const met = examined.get(page.pattern) || new Set(), path = page.url.split('?')[0];
    if (met.size >= alike(page.pattern) || met.has(path) || (only && !only.test(page.pattern))) continue;
    examined.set(page.pattern, met.add(path));
    found.push(page);
  }
}

/** The pages that were found, one after the other, as whoever met each first. */
async function look() {
  let c = null, page = null, now;
  for (let job; (job = found.shift());) {
    if (!c || job.role !== now) {
      if (c) await c.close();
      c = await context(browser, server.base);
      page = await c.newPage();
      await page.emulateMedia({ reducedMotion: 'reduce' });     // colours are there at once
      now = job.role;
      if (now !== null) await signIn(page, now);
      takeFaults(c);
    }
    await examine(c, page, job.url, job.pattern, job.short);
  }
  if (c) await c.close();
}

claim(await walk(null));
{
  const c = await context(browser, server.base);
  const page = await c.newPage();
  await page.goto('/sign-in');
  const roles = await page.locator('.ls-roles button').allInnerTexts();
  await c.close();
  ok(roles.length > 0, 'the demonstration door has roles', roles.join('\n'));
  const met = [], next = roles.map((_, i) => i);
  const lane = async () => { for (let i; (i = next.shift()) !== undefined;) met[i] = await walk(i); };
  await Promise.all([lane(), lane()]);
  met.forEach(claim);                   // in the order of the roles, however fast each was
}
await Promise.all([look(), look()]);

// Every GET route of the matrix was met by following links, but for those that machines read, and
// those that exist only after somebody has done something: a sign-in half way, the wizard (begin.mjs),
// a file brought in (flows.mjs), a form filled in, a run or an appeal that waits for its next step
// (year.mjs), records that the demonstration has none of. A story asks for each of them.
const elsewhere = new RegExp('^/(' + ['assets', 'healthz', 'readyz', 'metrics', 'set-up', 'begin', 'search$',
  'sign-in/(factor|code|password)', 'me/factor', 'imports/:id', 'lists/batch', 'calendar/due', 'files/', 'org/:id/reforms/look', 'budget/import/:id',
  'people/:id/(hand-overs|phone)', 'delegations/:id', 'urges/:id', 'ratings/(batches/:id|:id/edit)', 'appeals/:id/moves',
  'results/:id/(moves|units/:id/appeal)'].join('|') + ')');
const paths = [...looked].map((l) => l.slice(l.lastIndexOf(' ') + 1).split('?')[0]);
for (const { route, like } of routes)
  if (!elsewhere.test(route)) ok(paths.some((p) => like.test(p)), `links lead to ${route}`);

await browser.close();
const code = await server.stop();
ok(code === 0, 'the server stops when told', `ended with ${code}`);
end();
