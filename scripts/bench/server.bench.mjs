// The language server as an editor feels it: a process, keystrokes in, diagnostics and answers out, also with thousands of rules around.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from '../build.mjs';
import { measureActivation } from './activation.mjs';
import { LanguageClient } from './language-client.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const server = join(root, 'dist/server.cjs');
const shared = process.env.SIGMASMITH_SHARED ?? join(root, '../shared');
const corpus = join(shared, 'data/oracle/sigmahq-rules.tar.gz');
/** 99.9 % of SigmaHQ's rules are shorter. */
const usual = 30_000;

/** A folder with SigmaHQ's rules, or with the gold rules where those are not there. */
function unpackRules() {
  const folder = mkdtempSync(join(tmpdir(), 'sigmasmith-server-'));
  if (existsSync(corpus)) spawnSync('tar', ['-xzf', corpus, '-C', folder]);
  else spawnSync('cp', ['-r', join(root, 'corpus/gold'), folder]);
  return folder;
}

function readRules(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.yml') && !name.endsWith('.tests.yml') && !/(^|[\\/])tests[\\/]/.test(name))
    .sort()
    .map((name) => ({ uri: pathToFileURL(join(folder, name)).href, text: readFileSync(join(folder, name), 'utf8') }))
    .filter(({ text }) => /^detection:/m.test(text));
}

const percentile = (values, share) =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))];

function positionAt(text, offset) {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length - 1, character: offset - before.lastIndexOf('\n') - 1 };
}

/** Places where people type: in the title, in a value, in a field, in the condition. */
function typingPlaces(text) {
  const patterns = [
    /^title: (?=\S)/m,
    /^ {8,}\S+: ['"]?(?=\w)/m,
    /^ {8}(?=\w)/m,
    /condition: (?=\S)/m,
    /^description: (?=\S)/m,
  ];
  return patterns.flatMap((pattern) => {
    const match = pattern.exec(text);
    return match ? [match.index + match[0].length] : [];
  });
}

class OpenRule {
  constructor(client, { uri, text }) {
    Object.assign(this, { client, uri, text, version: 1 });
  }

  async open() {
    const published = this.client.published(this.uri, 1);
    this.client.notify('textDocument/didOpen', {
      textDocument: { uri: this.uri, languageId: 'sigma', version: 1, text: this.text },
    });
    await published;
  }

  async #replace(version, offset, isRemoved) {
    const published = this.client.published(this.uri, version);
    const letter = isRemoved ? '' : 'x';
    const text = this.text.slice(0, offset) + letter + this.text.slice(offset);
    const began = performance.now();
    this.client.notify('textDocument/didChange', {
      textDocument: { uri: this.uri, version },
      contentChanges: [{ text }],
    });
    return (await published) - began;
  }

  close() {
    this.client.notify('textDocument/didClose', { textDocument: { uri: this.uri } });
  }

  /** One keystroke: a letter, or its removal. Resolves with the milliseconds until its diagnostics are there. */
  async type(offset, isRemoved = false) {
    const version = ++this.version;
    if (this.client.takesWholeTexts) return this.#replace(version, offset, isRemoved);
    const start = positionAt(this.text, offset);
    const end = isRemoved ? { ...start, character: start.character + 1 } : start;
    const published = this.client.published(this.uri, version);
    const began = performance.now();
    this.client.notify('textDocument/didChange', {
      textDocument: { uri: this.uri, version },
      contentChanges: [{ range: { start, end }, text: isRemoved ? '' : 'x' }],
    });
    return (await published) - began;
  }
}

/** The same keystrokes in rsigma's language server, where that is installed. */
async function rival(rules) {
  if (spawnSync('rsigma-lsp', ['--version']).error) return [];
  const client = new LanguageClient('rsigma-lsp', []);
  client.takesWholeTexts = true;
  await client.initialize({});
  const usualRules = rules.filter(({ text }) => text.length <= usual);
  await typeInto(client, sample(usualRules, 40), 1);
  const times = await typeInto(client, sample(usualRules, 150), 1);
  client.process.kill();
  return percentiles('rsigma-lsp: keystroke to diagnostics, its debounce included', times);
}

/** Milliseconds from each keystroke to its diagnostics. */
async function typeInto(client, rules, rounds) {
  const times = [];
  for (const rule of rules) {
    const open = new OpenRule(client, rule);
    await open.open();
    for (let round = 0; round < rounds; round++)
      for (const offset of typingPlaces(rule.text)) {
        times.push(await open.type(offset));
        times.push(await open.type(offset, true));
      }
    open.close();
  }
  return times;
}

/** How long hovers in a small rule wait while a large one is checked after every keystroke. */
async function waitsBeside(client, large, small) {
  const [big, other] = [new OpenRule(client, large), new OpenRule(client, small)];
  await big.open();
  await other.open();
  const waits = [];
  const position = positionAt(small.text, small.text.indexOf('logsource:') + 2);
  const state = { isTyping: true };
  const ask = async () => {
    while (state.isTyping) {
      const { milliseconds } = await client.request('textDocument/hover', {
        textDocument: { uri: small.uri },
        position,
      });
      waits.push(milliseconds);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const asking = ask();
  const times = [];
  const [offset] = typingPlaces(large.text);
  for (let i = 0; i < 60; i++) times.push(await big.type(offset, i % 2 === 1));
  state.isTyping = false;
  await asking;
  big.close();
  other.close();
  // The first keystrokes compile the code.
  return { times: times.slice(10), waits: waits.slice(Math.floor(waits.length / 6)) };
}

/** Where completion is asked for: behind the keys of a rule, in fields, modifiers, tags and conditions. */
function completionPlaces(text) {
  const patterns = [
    /^tags:\n\s+- attack\.t/m,
    /condition: /m,
    /^ {8}\w+\|/m,
    /^ {8}(?=\w)/m,
    /^ {4}product: /m,
    /^ {4}category: /m,
    /^level: /m,
    /\n(?=level)/m,
  ];
  return patterns.flatMap((pattern) => {
    const match = pattern.exec(text);
    return match ? [match.index + match[0].length] : [];
  });
}

async function complete(client, rules) {
  const times = [];
  let offered = 0;
  for (const rule of rules) {
    const open = new OpenRule(client, rule);
    await open.open();
    for (const offset of completionPlaces(rule.text)) {
      const params = {
        textDocument: { uri: rule.uri },
        position: positionAt(rule.text, offset),
        context: { triggerKind: 1 },
      };
      const { result, milliseconds } = await client.request('textDocument/completion', params);
      times.push(milliseconds);
      offered += (result?.items ?? result ?? []).length;
    }
    open.close();
  }
  return { times, offered };
}

function sample(rules, count) {
  const step = Math.max(1, Math.floor(rules.length / count));
  return rules.filter((_, index) => index % step === 0).slice(0, count);
}

function percentiles(name, times, limit) {
  return [
    { name: `${name}, p50`, value: percentile(times, 0.5), unit: 'ms' },
    { name: `${name}, p95`, value: percentile(times, 0.95), unit: 'ms', ...(limit && { limit }) },
    { name: `${name}, p99`, value: percentile(times, 0.99), unit: 'ms' },
  ];
}

async function start(options, folders) {
  const began = performance.now();
  const client = new LanguageClient(server);
  const { capabilities } = await client.initialize(options, folders);
  return { client, capabilities, milliseconds: performance.now() - began };
}

async function alone(rules, largest) {
  const { client, milliseconds } = await start({ debounce: 0 });
  const usualRules = rules.filter(({ text }) => text.length <= usual);
  const longer = usualRules.filter(({ text }) => text.length > 15_000);
  await typeInto(client, sample(usualRules, 40), 1);
  const times = await typeInto(client, [...sample(usualRules, 150), ...longer], 1);
  const longTimes = await typeInto(client, longer, 4);
  const beside = await waitsBeside(client, largest, sample(usualRules, 1)[0]);
  await client.end();
  const kilobytes = Math.round(largest.text.length / 1000);
  return [
    { name: 'start to initialized', value: milliseconds, unit: 'ms' },
    ...percentiles('keystroke to diagnostics, rules up to 30 KB', times, 8),
    ...percentiles('keystroke to diagnostics, rules of 15 to 30 KB', longTimes.length > 0 ? longTimes : [0], 8),
    ...percentiles(`keystroke to diagnostics, ${kilobytes} KB`, beside.times, 100),
    {
      name: `hover elsewhere while ${kilobytes} KB are checked, longest`,
      value: Math.max(...beside.waits),
      unit: 'ms',
      limit: 20,
    },
  ];
}

async function inWorkspace(rules, largest, folder) {
  const { client, capabilities } = await start({ debounce: 0 }, [pathToFileURL(folder).href]);
  const began = performance.now();
  const read = rules.length >= 1_000 ? client.progressEnded('Reading Sigma rules') : Promise.resolve();
  const usualRules = rules.filter(({ text }) => text.length <= usual);
  const first = new OpenRule(client, usualRules[0]);
  await first.open();
  const opened = performance.now() - began;
  await read;
  const indexed = performance.now() - began;
  await typeInto(client, sample(usualRules, 20), 1);
  const times = await typeInto(client, sample(usualRules, 100), 1);
  const beside = await waitsBeside(client, largest, usualRules[1]);
  const rows = [
    { name: `workspace of ${rules.length} rules: first diagnostics`, value: opened, unit: 'ms' },
    { name: 'workspace: all rules read', value: indexed, unit: 'ms' },
    ...percentiles('workspace: keystroke to diagnostics', times, 8),
    { name: 'workspace: largest rule, p95', value: percentile(beside.times, 0.95), unit: 'ms', limit: 100 },
    { name: 'workspace: hover elsewhere meanwhile, longest', value: Math.max(...beside.waits), unit: 'ms', limit: 20 },
  ];
  if (capabilities.completionProvider) {
    await complete(client, sample(usualRules, 20));
    const { times: completions } = await complete(client, sample(usualRules, 100));
    rows.push(...percentiles('workspace: completion', completions, 15));
  }
  const { now, most } = client.memory();
  rows.push({ name: 'workspace: memory of the server', value: now, unit: 'MB', limit: 250 });
  rows.push({ name: 'workspace: most memory so far', value: most, unit: 'MB' });
  await new Promise((resolve) => setTimeout(resolve, 15_000));
  rows.push({ name: 'workspace: memory of the server at rest', value: client.memory().now, unit: 'MB', limit: 250 });
  await client.end();
  return rows;
}

export default async function run() {
  await build({ only: ['client', 'server'] });
  const folder = unpackRules();
  try {
    const rules = readRules(folder);
    const largest = rules.reduce((a, b) => (b.text.length > a.text.length ? b : a));
    return [
      ...(await alone(rules, largest)),
      ...(await inWorkspace(rules, largest, folder)),
      ...(await rival(rules)),
      {
        name: 'activation of the extension, own work',
        value: measureActivation(join(root, 'dist/client.cjs')),
        unit: 'ms',
        limit: 100,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
