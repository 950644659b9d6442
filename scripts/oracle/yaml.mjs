/**
 * Differential test of the YAML reader: seeded random edits of texts and random texts, read by us and by PyYAML. Values (or the documents before an
 * error and its class) must be the same; other texts of errors are listed. What may differ is in yaml-differences.mjs.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { importSources } from './import-sources.mjs';
import { startOracle } from './python.mjs';
import { knownDifference } from './yaml-differences.mjs';
import { edit, randomFrom, seeds } from './yaml-edits.mjs';
import { makeText } from './yaml-texts.mjs';

const maxLength = 1500;

/**
 * `--whole` compares the texts themselves instead of edits; `--write FILE` makes the expectations of the unit tests, from texts of
 * this project alone.
 */
export async function run(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '10000' },
      jobs: { type: 'string', default: '2' },
      whole: { type: 'boolean', default: false },
      write: { type: 'string' },
    },
  });
  const texts = [...seeds, ...positionals.flatMap(readTexts)];
  const edited = values.whole ? [] : makeCases(texts, Number(values.seed), Number(values.count));
  if (values.write !== undefined) return writeExpectations(values.write, [...new Set([...seeds, ...edited])]);
  const sources = await importSources({
    parseYaml: 'server/src/yaml/parse-yaml.ts',
    readsAsPyYaml: 'test/parity/canonical-yaml.ts',
  });
  const cases = values.whole ? texts : edited;
  const report = await compareAll(cases, Number(values.jobs), sources);
  print(report, cases.length);
  return report.different.length === 0 ? 0 : 1;
}

function* filesIn(path) {
  if (!statSync(path).isDirectory()) yield path;
  else for (const name of readdirSync(path).sort()) yield* filesIn(join(path, name));
}

/** Texts of `.yml` files, and of `.jsonl(.gz)` records with `yaml`. */
function readTexts(path) {
  return [...filesIn(path)].flatMap((file) => {
    if (/\.ya?ml$/.test(file)) return [readFileSync(file, 'utf8')];
    if (!/\.jsonl(\.gz)?$/.test(file)) return [];
    const bytes = readFileSync(file);
    const lines = (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').trim().split('\n');
    return lines.map((line) => JSON.parse(line).yaml).filter((text) => typeof text === 'string');
  });
}

function makeCases(texts, seed, count) {
  const random = randomFrom(seed);
  const cases = [];
  while (cases.length < count) {
    if (random.below(3) === 0) {
      cases.push(makeText(random));
      continue;
    }
    let text = random.pick(texts);
    if (text.length > maxLength) {
      const start = random.below(3) === 0 ? text.lastIndexOf('\n', random.below(text.length)) + 1 : 0;
      text = text.slice(start, start + 200 + random.below(maxLength));
    }
    for (let edits = random.below(4); edits >= 0; edits--) text = edit(text, random);
    cases.push(text);
  }
  return cases;
}

async function writeExpectations(file, texts) {
  const oracle = startOracle('load_yaml.py');
  const lines = [];
  for (const text of texts.filter(({ length }) => length < 400)) {
    lines.push(JSON.stringify({ text, ...(await oracle.ask(text)) }));
  }
  oracle.close();
  writeFileSync(file, `${lines.join('\n')}\n`);
  return 0;
}

async function compareAll(cases, jobs, sources) {
  const report = { different: [], messages: [], known: new Map(), errors: new Map() };
  let next = 0;
  const work = async () => {
    const oracle = startOracle('load_yaml.py');
    while (next < cases.length) {
      const text = cases[next++];
      record(report, text, await oracle.ask(text), sources);
    }
    oracle.close();
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return report;
}

function count(map, key) {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function record(report, text, theirs, { parseYaml, readsAsPyYaml }) {
  const stream = parseYaml(text);
  count(report.errors, theirs.error?.class ?? 'none');
  const known = knownDifference(text, theirs, stream);
  if (known !== null) count(report.known, known);
  else if (!readsAsPyYaml(stream, theirs)) report.different.push({ text, theirs, error: stream.error });
  else if (stream.error !== null && stream.error.message !== theirs.error.text) {
    report.messages.push({ text, theirs: theirs.error.text, ours: stream.error.message });
  }
}

function print(report, total) {
  for (const { text, theirs, error } of report.different.slice(0, 20)) {
    console.log(`DIFFERENT ${JSON.stringify(text)}`);
    console.log(`  PyYAML ${JSON.stringify(theirs.error ?? theirs.documents).slice(0, 600)}`);
    console.log(`  ours   ${JSON.stringify(error)?.slice(0, 600)}`);
  }
  for (const { text, theirs, ours } of report.messages.slice(0, 10)) {
    console.log(
      `MESSAGE ${JSON.stringify(text)}\n  PyYAML ${JSON.stringify(theirs)}\n  ours   ${JSON.stringify(ours)}`,
    );
  }
  console.log(`outcomes: ${JSON.stringify(Object.fromEntries(report.errors))}`);
  console.log(`known differences: ${JSON.stringify(Object.fromEntries(report.known))}`);
  console.log(`${total} texts, ${report.different.length} different, ${report.messages.length} other error texts`);
}
