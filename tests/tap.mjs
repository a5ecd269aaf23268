// tests/tap.mjs - TAP for the tests that run in node: ok(), same(), skip(), end().
let n = 0, failed = 0;

export function ok(pass, what, detail) {
  n++;
  if (!pass) failed++;
  console.log(`${pass ? 'ok' : 'not ok'} ${n} - ${String(what).replace(/\n/g, ' ')}`);
  if (!pass && detail !== undefined)
    for (const line of String(detail).split('\n').slice(0, 60)) console.log(`# ${line}`);
  return pass;
}

export function same(got, want, what) {
  const a = JSON.stringify(got), b = JSON.stringify(want);
  return ok(a === b, what, `got  ${a}\nwant ${b}`);
}

export function skip(what, why) {
  n++;
  console.log(`ok ${n} - ${what} # SKIP ${why}`);
}

/** The plan, and the process's status. */
export function end() {
  console.log(`1..${n}`);
  process.exitCode = failed ? 1 : 0;
}
