/**
 * Differential test of the YAML reader: seeded random edits of real files, read by us and by PyYAML. Values (or the class and
 * text of the error, and the documents before it) must be the same; what may differ is in yaml-differences.mjs.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { importSources } from './bundle.mjs';
import { startOracle } from './python.mjs';
import { knownDifference } from './yaml-differences.mjs';
import { edit, randomFrom, seeds } from './yaml-edits.mjs';

const maxLength = 1500;

export async function run(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '10000' },
      jobs: { type: 'string', default: '2' },
      whole: { type: 'boolean', default: false },
    },
  });
  const sources = await importSources('yaml', {
    parseYaml: 'server/src/yaml/parse-yaml.ts',
    pythonFloatRepr: 'server/src/yaml/python-value.ts',
  });
  const texts = [...seeds, ...positionals.flatMap(readTexts)];
  const cases = values.whole ? texts : makeCases(texts, Number(values.seed), Number(values.count));
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

async function compareAll(cases, jobs, sources) {
  const report = { different: [], messages: [], known: new Map(), errors: new Map() };
  let next = 0;
  const work = async () => {
    const oracle = startOracle('load_yaml.py');
    while (next < cases.length) {
      const text = cases[next++];
      const theirs = await oracle.ask(text);
      record(report, text, theirs, sources);
    }
    oracle.close();
  };
  await Promise.all(Array.from({ length: jobs }, work));
  return report;
}

function record(report, text, theirs, { parseYaml, pythonFloatRepr }) {
  const stream = parseYaml(text);
  const errorClass = theirs.error?.class ?? 'none';
  report.errors.set(errorClass, (report.errors.get(errorClass) ?? 0) + 1);
  const known = knownDifference(text, theirs, stream);
  if (known !== null) {
    report.known.set(known, (report.known.get(known) ?? 0) + 1);
    return;
  }
  const read = stream.documents.slice(0, stream.error?.document ?? stream.documents.length);
  const ours = read.map(({ root }) => canonical(root, pythonFloatRepr));
  const expected = theirs.documents?.map(sortSets);
  // Repair adds what follows a document to it.
  const last = read.at(-1);
  const repaired = last !== undefined && stream.error !== null && stream.error.span.start < last.span.end;
  const sameDocuments =
    ours.length === expected.length &&
    ours.every(
      (document, i) => (repaired && i === ours.length - 1) || JSON.stringify(document) === JSON.stringify(expected[i]),
    );
  const same = errorClass === (stream.error?.errorClass ?? 'none') && sameDocuments;
  if (!same) report.different.push({ text, theirs, ours, error: stream.error });
  else if (stream.error !== null && stream.error.message !== theirs.error.text) {
    report.messages.push({ text, theirs: theirs.error.text, ours: stream.error.message });
  }
}

/** The value of a node as load_yaml.py prints it. */
function canonical(node, floatRepr) {
  if (node === null) return ['NoneType'];
  const inner = (child) => canonical(child, floatRepr);
  const tag = node.tag.replace('tag:yaml.org,2002:', '');
  if (node.kind === 'scalar') return scalar(node.value, floatRepr);
  if (node.kind === 'seq') {
    if (tag !== 'omap' && tag !== 'pairs') return ['list', node.items.map(inner)];
    // A broken item has no pair.
    const tuple = ({ key, value }) => ['tuple', [inner(key), inner(value)]];
    return ['list', node.items.map((item) => (item.pairs?.length ? tuple(item.pairs[0]) : inner(item)))];
  }
  if (tag === 'set') return sortSets(['set', node.entries.map(({ key }) => inner(key))]);
  return ['dict', node.entries.map(({ key, value }) => [inner(key), inner(value)])];
}

function scalar(value, floatRepr) {
  if (value === null) return ['NoneType'];
  if (typeof value === 'string') return ['str', value];
  if (typeof value === 'boolean') return ['bool', value];
  if (typeof value === 'bigint') return ['int', value < 0n ? `-0x${(-value).toString(16)}` : `0x${value.toString(16)}`];
  if (typeof value === 'number') return ['float', floatRepr(value)];
  if (value.kind === 'datetime') return ['datetime', value.text];
  if (value.kind === 'binary') return ['bytes', Buffer.from(value.bytes).toString('hex')];
  const pad = (number, length) => String(number).padStart(length, '0');
  return ['date', `${pad(value.year, 4)}-${pad(value.month, 2)}-${pad(value.day, 2)}`];
}

function sortSets(value) {
  if (!Array.isArray(value)) return value;
  const inner = value.map(sortSets);
  if (inner[0] !== 'set') return inner;
  return ['set', inner[1].map((member) => JSON.stringify(member)).sort()];
}

function print(report, count) {
  for (const { text, theirs, ours, error } of report.different.slice(0, 20)) {
    console.log(`DIFFERENT ${JSON.stringify(text)}`);
    console.log(`  PyYAML ${JSON.stringify(theirs.error ?? theirs.documents).slice(0, 600)}`);
    console.log(`  ours   ${JSON.stringify(error ?? ours).slice(0, 600)}`);
  }
  for (const { text, theirs, ours } of report.messages.slice(0, 10)) {
    console.log(
      `MESSAGE ${JSON.stringify(text)}\n  PyYAML ${JSON.stringify(theirs)}\n  ours   ${JSON.stringify(ours)}`,
    );
  }
  console.log(`outcomes: ${JSON.stringify(Object.fromEntries(report.errors))}`);
  console.log(`known differences: ${JSON.stringify(Object.fromEntries(report.known))}`);
  console.log(`${count} texts, ${report.different.length} different, ${report.messages.length} other error texts`);
}
