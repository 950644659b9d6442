/**
 * Feeds every reader of foreign text with random edits, for as long as wanted:
 *   node scripts/fuzz/run.mjs [--seconds 60] [--seed N] [--target NAME] [FOLDER…]
 * FOLDERs hold rules to begin with; without one, the gold rules. A failure is shown in its shortest form with the seed that leads to it.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importTypeScript, root } from '../import-typescript.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' }, target: { type: 'string' } },
});

function load() {
  const modules = ['targets', 'run-target', 'random-edits'];
  return importTypeScript(modules.map((name) => `export * from './test/fuzz/${name}.ts';`).join('\n'));
}

function readRules(folders) {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.ya?ml$/.test(file))
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .filter((text) => text.length < 20_000),
  );
}

const { fuzzTargets, randomFrom, shrink, tryOnce } = await load();
const rules = readRules(positionals.length > 0 ? positionals : [join(root, 'corpus/gold')]);
const targets = fuzzTargets(rules).filter(({ name }) => values.target === undefined || name === values.target);
if (targets.length === 0)
  throw new Error(
    `there is no target "${values.target}": ${fuzzTargets([])
      .map(({ name }) => name)
      .join(', ')}`,
  );
const firstSeed = values.seed === undefined ? Date.now() >>> 0 : Number(values.seed);
const deadline = performance.now() + Number(values.seconds) * 1000;
const seen = new Set();
let seed = firstSeed;
for (; performance.now() < deadline && (values.seed === undefined || seed === firstSeed); seed++) {
  for (const target of targets) {
    const failure = tryOnce(target, randomFrom(seed));
    if (failure === undefined) continue;
    const { text, complaints } = shrink(target, failure);
    const kind = complaints[0]?.split('\n')[0]?.replace(/\d+/g, '0');
    if (seen.has(`${target.name} ${kind}`)) continue;
    seen.add(`${target.name} ${kind}`);
    console.log(`${target.name}, seed ${seed}: ${complaints.join('; ')}\n${JSON.stringify(text)}\n`);
    process.exitCode = 1;
  }
}
console.log(`${(seed - firstSeed) * targets.length} texts from seed ${firstSeed}, ${seen.size} kinds of failures.`);
