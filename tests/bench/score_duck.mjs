// tests/bench/score_duck.mjs - score.sql on DuckDB: the county-year's values, then the country's time.
// node score_duck.mjs MODULES DIR, called by score.sh.
import { createRequire } from 'node:module';
import fs from 'node:fs';

const [, , modules, dir] = process.argv;
const { DuckDBInstance } = createRequire(modules + '/x.js')('@duckdb/node-api');
const read = (name) => fs.readFileSync(`${dir}/${name}`, 'utf8');
const statements = (sql) => sql.split(';').map((s) => s.trim()).filter(Boolean);

async function timed(figures, runs) {
  const c = await (await DuckDBInstance.create(':memory:')).connect();
  await c.run('SET threads = 2');
  for (const s of statements(read(figures))) await c.run(s);
  const took = [];
  for (let k = 0; k < runs; k++) {
    await c.run('DROP TABLE IF EXISTS totals');
    await c.run('DROP TABLE IF EXISTS points');
    const at = performance.now();
    for (const s of statements(read('score.sql'))) await c.run(s);
    took.push(performance.now() - at);
  }
  return [c, took.sort((a, b) => a - b)[took.length >> 1]];
}

const [one, ms] = await timed('one.sql', 9);
console.log(`DuckDB, county-year, two threads: ${ms.toFixed(1)} ms`);
const leaves = (await one.runAndReadAll('SELECT m, u, l, p FROM points')).getRows();
const totals = (await one.runAndReadAll('SELECT m, u, total, place FROM totals')).getRows();
fs.writeFileSync(`${dir}/duckdb.csv`, leaves.map((r) => r.join(',') + '\n').join('') +
  totals.map(([m, u, t, p]) => `${m},${u},T,${t},${p}\n`).join(''));
const [all, country] = await timed('country.sql', 3);
console.log(`DuckDB, country, two threads: ${country.toFixed(0)} ms`);
const sum = (await all.runAndReadAll('SELECT CAST(SUM(total * (1 + place % 7)) AS VARCHAR) FROM totals')).getRows();
console.log(`DuckDB, country, checksum: ${sum[0][0]}`);
