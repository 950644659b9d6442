/**
 * Differential test of regular expressions: seeded random patterns, read by us and by Python's `re`, and searched for in random
 * texts by each of our engines. Validity, the text of every error, and what is found must be the same.
 *
 *   node scripts/oracle/run.mjs regex [--seed N] [--count N] [--save FILE] [RULES…]
 *
 * The regular expressions of Sigma rules in RULES (files or folders) are edited, too. `--save` writes the cases with Python's
 * answers, one JSON object a line.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { importSources } from './import-sources.mjs';
import { startOracle } from './python.mjs';
import { makeCase } from './regex-cases.mjs';
import { randomFrom } from './yaml-edits.mjs';

export async function run(args) {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '10000' },
      save: { type: 'string' },
    },
  });
  const sources = await importSources({
    parseYaml: 'server/src/yaml/parse-yaml.ts',
    searchers: 'test/harness/regex-searchers.ts',
    parsePythonRegex: 'server/src/sigma/types/python-regex/parse-python-regex.ts',
  });
  const patterns = positionals.flatMap(filesIn).flatMap((file) => patternsOf(file, sources));
  const random = randomFrom(Number(values.seed));
  const cases = Array.from({ length: Number(values.count) }, () => makeCase(random, patterns));
  const oracle = startOracle('search_regex.py');
  const answers = await Promise.all(cases.map((question) => oracle.ask(question)));
  oracle.close();
  if (values.save) {
    writeFileSync(values.save, cases.map((each, i) => `${JSON.stringify({ ...each, ...answers[i] })}\n`).join(''));
  }
  return print(
    cases.flatMap((question, i) => differences(question, answers[i], sources)),
    cases.length,
  );
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

function patternsOf(file, { parseYaml }) {
  if (!/\.ya?ml$/.test(file)) return [];
  const patterns = [];
  const walk = (node, isPattern) => {
    if (node === null) return;
    if (node.kind === 'map') for (const { key, value } of node.entries) walk(value, /\|re\b/.test(key.text ?? ''));
    else if (node.kind === 'seq') for (const item of node.items) walk(item, isPattern);
    else if (isPattern && typeof node.value === 'string') patterns.push(node.value);
  };
  for (const { root } of parseYaml(readFileSync(file, 'utf8')).documents) walk(root, false);
  return patterns;
}

function differences({ pattern, flags, texts }, theirs, { parsePythonRegex, searchers }) {
  const ours = parsePythonRegex(pattern, flags);
  if ('error' in ours || 'error' in theirs) {
    const same = ours.error === theirs.error && ours.errorClass === theirs.class;
    return same ? [] : [{ pattern, flags, theirs: theirs.error ?? 'valid', ours: ours.error ?? 'valid' }];
  }
  const found = [];
  if (ours.ast.groupCount !== theirs.groups) found.push({ pattern, theirs: theirs.groups, ours: ours.ast.groupCount });
  for (const [engine, search] of Object.entries(searchers(ours.ast))) {
    for (const [i, text] of texts.entries()) {
      const answer = theirs.found[i] === null ? undefined : search(text);
      if (answer === undefined || answer === theirs.found[i]) continue;
      found.push({ pattern, flags, text, engine, theirs: theirs.found[i], ours: answer });
    }
  }
  return found;
}

function print(different, count) {
  for (const difference of different.slice(0, 20)) console.log(`DIFFERENT ${JSON.stringify(difference)}`);
  console.log(`${count} patterns, ${different.length} differences`);
  return different.length === 0 ? 0 : 1;
}
