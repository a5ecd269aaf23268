// tests/lint/floor.mjs - what browsers are promised (Chromium 87, Firefox ESR 78), and that the
// theme keeps its own rules: tokens only, the two dark blocks equal, contrast never below AA.
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'acorn';
import { ok, same, end } from '../tap.mjs';

const root = new URL('../..', import.meta.url).pathname;
const text = (path) => readFileSync(join(root, path), 'utf8');
const ours = readdirSync(join(root, 'assets'));
const theirs = readdirSync(join(root, 'third_party/assets')).filter((f) => !f.startsWith('.'));

/* ---- CSS: nothing younger than the floor outside @supports ---------------------------------- */
function outsideSupports(css) {
  let out = '', i = 0;
  css = css.replace(/\/\*[\s\S]*?\*\//g, '');
  while (i < css.length) {
    const at = css.indexOf('@supports', i);
    if (at < 0) return out + css.slice(i);
    out += css.slice(i, at);
    let depth = 0, j = css.indexOf('{', at);
    do {
      if (css[j] === '{') depth++;
      if (css[j] === '}') depth--;
      j++;
    } while (depth && j < css.length);
    i = j;
  }
  return out;
}
// feature -> the Chromium that first knew it
const young = {
  'color-mix(': 111, 'oklch(': 111, 'oklab(': 111, 'lch(': 111, ':has(': 105, '@container': 105, '@layer': 99,
  ':is(': 88, ':where(': 88, 'aspect-ratio:': 88, 'accent-color:': 93, 'inset-inline': 87.1, '@property': 0, 'dvh': 108,
  '&:': 120, 'subgrid': 117, '@scope': 118, 'inset:': 87.1,
};
const cssFiles = [...ours.filter((f) => f.endsWith('.css')).map((f) => `assets/${f}`),
  ...theirs.filter((f) => f.endsWith('.css')).map((f) => `third_party/assets/${f}`)];
for (const file of cssFiles) {
  const css = outsideSupports(text(file));
  const found = Object.keys(young).filter((y) => young[y] > 87 && css.includes(y));
  // Bootstrap 5.3.9 itself is held to the three that broke Tabler there
  const bad = file.startsWith('assets/') ? found : found.filter((f) => ['color-mix(', ':has(', 'oklch('].includes(f));
  same(bad, [], `${file} keeps to Chromium 87`);
  let depth = 0;
  for (const c of css.replace(/"[^"]*"/g, '')) depth += (c === '{') - (c === '}');
  same(depth, 0, `${file} closes its braces`);
  ok(!/url\(\s*["']?(https?:)?\/\//.test(css) && !/@import/.test(css), `${file} names no other host`);
}

/* ---- our CSS: colours by token ---------------------------------------------------------------- */
const app = text('assets/app.css').replace(/\/\*[\s\S]*?\*\//g, '');
same(app.match(/#[0-9a-f]{3,8}\b/gi) || [], [], 'assets/app.css has no colour of its own');
const known = new Set([...text('assets/theme.css').matchAll(/(--ls-[a-z0-9-]+)\s*:/g)].map((m) => m[1]));
for (const file of ['assets/app.css', 'assets/theme.css']) {
  const used = new Set([...text(file).matchAll(/var\((--ls-[a-z0-9-]+)/g)].map((m) => m[1]));
  same([...used].filter((t) => !known.has(t)), [], `${file} uses only tokens that exist`);
}

/* ---- JavaScript ------------------------------------------------------------------------------- */
for (const [file, year] of [...ours.filter((f) => f.endsWith('.js')).map((f) => [`assets/${f}`, 2018]),
  ...theirs.filter((f) => f.endsWith('.js')).map((f) => [`third_party/assets/${f}`, 2020])]) {
  let why = '';
  try {
    parse(text(file), { ecmaVersion: year, sourceType: 'script' });
  } catch (e) {
    why = e.message;
  }
  same(why, '', `${file} parses as ES${year}`);
  if (file.startsWith('assets/'))
    ok(!/\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write|\.style\b/.test(text(file).replace(/\/\*[\s\S]*?\*\//g, '')),
      `${file} makes no code, markup or style of text`);
}

/* ---- theme: the dark block and its twin for 跟随系统 -------------------------------------------- */
const theme = text('assets/theme.css');
function tokens(block) {
  return Object.fromEntries([...block.matchAll(/(--ls-[a-z0-9-]+)\s*:\s*([^;]+);/g)].map((m) => [m[1], m[2].trim()]));
}
function blockAfter(mark) {
  const at = theme.indexOf(mark);
  const from = theme.indexOf('{', at);
  return theme.slice(from + 1, theme.indexOf('}', from));
}
const dark = tokens(blockAfter('[data-bs-theme="dark"]'));
const auto = tokens(blockAfter('[data-bs-theme="auto"]'));
const light = tokens(theme.slice(0, theme.indexOf('[data-bs-theme="dark"]')));
ok(Object.keys(dark).length > 30, 'the dark block has its tokens');
same(Object.keys(dark).filter((t) => dark[t].toLowerCase() !== (auto[t] || '').toLowerCase()), [], 'the automatic dark block equals the dark one');

/* ---- contrast of the token pairs ---------------------------------------------------------------- */
function luminance(hex) {
  const v = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * v[0] + 0.7152 * v[1] + 0.0722 * v[2];
}
function contrast(a, b) {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p);
  return (x + 0.05) / (y + 0.05);
}
const pairs = [                        // ink, ground, least
  ...['ink', 'ink-2', 'ink-3', 'accent', 'green', 'yellow', 'red', 'blue', 'orange'].flatMap((ink) =>
    ['ground', 'surface', 'sunken', 'hover'].map((g) => [ink, g, 4.5])),
  ...['green', 'yellow', 'red', 'blue', 'orange'].map((c) => [c, `${c}-tint`, 4.5]),
  ['ink', 'accent-tint', 4.5], ['accent', 'accent-tint', 4.5],
  ['on-accent', 'accent-bg', 4.5], ['on-accent', 'accent-hover', 4.5],
  ['on-top', 'top', 4.5], ['on-top-2', 'top', 4.5], ['paper-ink', 'paper', 4.5],
  ['line-2', 'surface', 3], ['yellow-mark', 'surface', 3],
];
for (const [mode, set] of [['light', light], ['dark', { ...light, ...dark }]])
  for (const [ink, ground, least] of pairs) {
    const a = set[`--ls-${ink}`], b = set[`--ls-${ground}`];
    if (!/^#[0-9a-f]{6}$/i.test(a || '') || !/^#[0-9a-f]{6}$/i.test(b || '')) {
      ok(false, `${mode}: ${ink} on ${ground} are two colours`, `${a} ${b}`);
      continue;
    }
    const c = contrast(a, b);
    ok(c >= least, `${mode}: ${ink} on ${ground} is ${c.toFixed(2)}, at least ${least}`);
  }

/* ---- icons: every name used is in the sprite ----------------------------------------------------- */
const sprite = text('third_party/assets/icons.svg');
const have = new Set([...sprite.matchAll(/<symbol id="([^"]+)"/g)].map((m) => m[1]));
function walk(dir, out = []) {
  for (const f of readdirSync(join(root, dir))) {
    const p = `${dir}/${f}`;
    if (statSync(join(root, p)).isDirectory()) walk(p, out);
    else if (/\.(c|h|html|def)$/.test(f)) out.push(p);
  }
  return out;
}
const used = new Map();
for (const file of walk('src'))
  for (const m of text(file).matchAll(/"(i-[a-z]+)"/g))
    if (!used.has(m[1])) used.set(m[1], file);
same([...used].filter(([i]) => !have.has(i)).map(([i, f]) => `${i} in ${f}`), [], 'every icon that a page names is in assets/icons.txt');

/* ---- templates: no hex colours, no inline width; htmlgen refuses style= and on…= itself ---------- */
for (const file of walk('src').filter((f) => f.endsWith('.html')))
  same(text(file).replace(/&#?\w+;|"#[\w-]+"|href="#/g, '').match(/#[0-9a-f]{6}\b/gi) || [], [], `${file} names no colour`);

end();
