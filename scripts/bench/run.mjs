// Runs the benchmarks `scripts/bench/*.bench.mjs`, or those whose name contains one of the arguments.
// A benchmark's default export is a function that returns (a promise of) rows `{ name, value, unit, limit? }`.
import { readdir } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);

function print(rows) {
  for (const { name, value, unit, limit } of rows) {
    const over = limit !== undefined && value > limit;
    const target = limit === undefined ? '' : `  (limit ${limit} ${unit}${over ? ', MISSED' : ''})`;
    console.log(`  ${name.padEnd(56)} ${value.toFixed(1).padStart(10)} ${unit}${target}`);
    if (over) process.exitCode = 1;
  }
}

console.log(`Node ${process.version}, ${cpus()[0]?.model ?? 'unknown CPU'}, ${availableParallelism()} cores`);
for (const file of (await readdir(folder)).filter((name) => name.endsWith('.bench.mjs')).sort()) {
  if (wanted.length > 0 && !wanted.some((part) => file.includes(part))) continue;
  console.log(file.replace('.bench.mjs', ''));
  const { default: run } = await import(pathToFileURL(join(folder, file)).href);
  print(await run());
}
