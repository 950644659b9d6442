/**
 * Measures generation on reports with expert rules and labelled techniques, and checks what every result must hold.
 * Usage: node scripts/eval-generation.mjs [--verbose] [--report NAME] [--tram] [--rules]
 * The data lie in $SIGMASMITH_SHARED or in ../shared beside the repository; without them only the built-in checks run.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { importTypeScript, root } from './import-typescript.mjs';

const shared = process.env.SIGMASMITH_SHARED ?? join(root, '..', 'shared');
const { values: flags } = parseArgs({
  options: {
    verbose: { type: 'boolean', default: false },
    rules: { type: 'boolean', default: false },
    tram: { type: 'boolean', default: false },
    report: { type: 'string' },
    provider: { type: 'string', multiple: true },
  },
});

const { generate, openDataFiles } = await importTypeScript(
  `export { generate } from './server/src/generate/generate.ts'; export { openDataFiles } from './server/src/node/data-files.ts';`,
  { mainFields: ['module', 'main'], define: { SIGMASMITH_VERSION: '"0"' } },
);
const problems = [];
const blame = (where, what) => problems.push(`${where}: ${what}`);

async function run(name, text, providers) {
  const files = openDataFiles(join(root, 'corpus'));
  const options = { providers, siems: ['splunk', 'elasticsearch'], date: '2026-01-01' };
  const started = performance.now();
  const result = await generate({ text, options, files });
  const elapsed = performance.now() - started;
  checkValues(name, text, result);
  return { result, elapsed };
}

function checkValues(name, text, { rules, ttps, pipelineNotices }) {
  for (const { title, kind, values, yaml } of rules) {
    const own = values.filter(({ source }) => source === 'report');
    for (const { value, start, end } of own) {
      if (text.slice(start, end) !== value) blame(name, `"${title}": ${value} is not at ${start}-${end}`);
    }
    if (kind === 'behavioral' && own.length === 0) blame(name, `"${title}" has no value from the report`);
    if (!yaml.includes('detection:')) blame(name, `"${title}" has no detection`);
  }
  for (const { techniqueId, evidence } of ttps) {
    for (const part of evidence)
      if (text.slice(part.start, part.end) !== part.text) blame(name, `${techniqueId}: evidence is not in the text`);
  }
  for (const { code, message } of pipelineNotices) if (code === 'rule_dropped') blame(name, message);
}

function eventNames(yaml) {
  const names = new Set();
  const walk = (value, key) => {
    if (Array.isArray(value)) for (const item of value) walk(item, key);
    else if (value && typeof value === 'object') for (const [k, v] of Object.entries(value)) walk(v, k);
    else if (/^eventName(\||$)/.test(key) && value != null) names.add(String(value));
  };
  for (const document of parseAllDocuments(yaml)) walk(document.toJS(), '');
  return names;
}

const rate = (tp, fp, fn) => {
  const p = tp + fp ? tp / (tp + fp) : 0;
  const r = tp + fn ? tp / (tp + fn) : 0;
  return { p, r, f1: p + r ? (2 * p * r) / (p + r) : 0 };
};
const compare = (got, want) => {
  const tp = [...got].filter((x) => want.has(x)).length;
  return { tp, fp: got.size - tp, fn: want.size - tp };
};
const show = (n) => n.toFixed(3);

async function evaluateAws() {
  const folder = join(shared, 'data/reports/llmcloudhunter');
  if (!existsSync(folder)) return console.log('No AWS reports here.');
  const total = { tp: 0, fp: 0, fn: 0 };
  const scores = [];
  for (const file of readdirSync(join(folder, 'reports')).sort()) {
    if (flags.report && !file.includes(flags.report)) continue;
    const text = readFileSync(join(folder, 'reports', file), 'utf8');
    const want = eventNames(readFileSync(join(folder, 'rules', file.replace('.txt', '.yaml')), 'utf8'));
    const { result, elapsed } = await run(file, text, flags.provider ?? ['aws']);
    const got = new Set(
      result.rules.filter(({ provider }) => provider === 'aws').flatMap(({ yaml }) => [...eventNames(yaml)]),
    );
    const { tp, fp, fn } = compare(got, want);
    total.tp += tp;
    total.fp += fp;
    total.fn += fn;
    const score = rate(tp, fp, fn);
    scores.push(score);
    const behavioural = result.rules.filter(({ kind }) => kind === 'behavioral').length;
    if (behavioural === 0) blame(file, 'no behavioural rule');
    console.log(
      `${file.padEnd(58)} P ${show(score.p)} R ${show(score.r)} F1 ${show(score.f1)}  ${behavioural}+${result.rules.length - behavioural} rules, ${result.ttps.length} techniques, ${result.iocs.length} iocs, ${elapsed.toFixed(0)} ms`,
    );
    if (flags.verbose) {
      console.log('   not in the expert rules:', [...got].filter((x) => !want.has(x)).join(' '));
      console.log('   only in the expert rules:', [...want].filter((x) => !got.has(x)).join(' '));
      for (const { title, kind } of result.rules) console.log(`   - ${kind}: ${title}`);
      for (const { type, value } of result.iocs) console.log(`   * ${type} ${value}`);
      for (const { code, message } of result.pipelineNotices) console.log(`   ! ${code}: ${message}`);
    }
    if (flags.rules) for (const { yaml } of result.rules) console.log(yaml);
  }
  const micro = rate(total.tp, total.fp, total.fn);
  const macro = scores.reduce((sum, { f1 }) => sum + f1, 0) / scores.length;
  console.log(`event names: micro P ${show(micro.p)} R ${show(micro.r)} F1 ${show(micro.f1)}, macro F1 ${show(macro)}`);
}

async function evaluateTram() {
  const path = join(shared, 'data/reports/tram2/documents.jsonl');
  if (!existsSync(path)) return console.log('No labelled reports here.');
  const documents = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const former = new Map(
    JSON.parse(readFileSync(join(root, 'corpus/attack/replaced.json'), 'utf8')).techniques.map(([id, , next]) => [
      id,
      next,
    ]),
  );
  const labels = new Set(documents.flatMap(({ techniques }) => techniques.map((id) => former.get(id) ?? id)));
  const total = { tp: 0, fp: 0, fn: 0 };
  const perTechnique = new Map();
  const times = [];
  const counts = [];
  for (const { file, text, techniques } of documents) {
    if (flags.report && !file.includes(flags.report)) continue;
    const part = text.slice(0, 50_000);
    const { result, elapsed } = await run(file, part, flags.provider ?? ['windows-sysmon', 'linux-auditd']);
    times.push(elapsed);
    counts.push(result.rules.filter(({ kind }) => kind === 'behavioral').length);
    const want = new Set(techniques.map((id) => former.get(id) ?? id));
    const got = new Set(
      result.ttps
        .filter(({ confidence }) => confidence !== 'low')
        .map(({ techniqueId }) => techniqueId)
        .filter((id) => labels.has(id)),
    );
    const { tp, fp, fn } = compare(got, want);
    total.tp += tp;
    total.fp += fp;
    total.fn += fn;
    for (const id of new Set([...got, ...want])) {
      const entry = perTechnique.get(id) ?? { tp: 0, fp: 0, fn: 0 };
      if (got.has(id) && want.has(id)) entry.tp++;
      else if (got.has(id)) entry.fp++;
      else entry.fn++;
      perTechnique.set(id, entry);
    }
    if (flags.verbose || flags.rules) {
      console.log(`## ${file}`);
      for (const { title, kind, provider } of result.rules) console.log(`   - ${provider} ${kind}: ${title}`);
      if (flags.rules) for (const { yaml } of result.rules) console.log(yaml);
    }
  }
  if (flags.verbose) {
    for (const [id, { tp, fp, fn }] of [...perTechnique].sort((a, b) => b[1].fp + b[1].fn - a[1].fp - a[1].fn))
      console.log(`   ${id} tp ${tp} fp ${fp} fn ${fn}`);
  }
  const micro = rate(total.tp, total.fp, total.fn);
  times.sort((a, b) => a - b);
  counts.sort((a, b) => a - b);
  console.log(
    `techniques of ${documents.length} host reports: micro P ${show(micro.p)} R ${show(micro.r)} F1 ${show(micro.f1)}; behavioural rules median ${counts[counts.length >> 1]}, without any ${counts.filter((n) => n === 0).length}; median ${times[times.length >> 1]?.toFixed(0)} ms, slowest ${times.at(-1)?.toFixed(0)} ms`,
  );
}

async function checkNothing() {
  const windows =
    'The intruder ran vssadmin.exe delete shadows /all /quiet on the Windows server and then cleared the log with wevtutil.exe cl Security.';
  const cases = [
    [
      'a recipe',
      'Mix 200 g flour with two eggs. Add milk and create a batter. Bake in a hot pan until golden. Serve with sugar and lemon.',
      ['aws', 'windows-sysmon', 'linux-auditd'],
    ],
    [
      'marketing',
      'Our award-winning platform helps customers to accelerate their journey. Contact our sales team for a demo today.',
      ['aws', 'windows-sysmon', 'linux-auditd'],
    ],
    ['a Windows report for AWS', windows, ['aws']],
  ];
  for (const [name, text, providers] of cases) {
    const { result } = await run(name, text, providers);
    if (result.rules.length > 0)
      blame(name, `gives ${result.rules.length} rules: ${result.rules.map(({ title }) => title).join(', ')}`);
    if (result.pipelineNotices.length === 0) blame(name, 'gives no notice');
  }
  const { result } = await run('a Windows report', windows, ['windows-sysmon']);
  if (result.rules.length < 2) blame('a Windows report', 'gives less than two rules');
}

if (!flags.tram) await evaluateAws();
if (flags.tram || !flags.report) await evaluateTram();
await checkNothing();
for (const problem of problems) console.log(`PROBLEM ${problem}`);
process.exitCode = problems.length > 0 ? 1 : 0;
