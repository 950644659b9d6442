// How long the extension's own code takes to load and to activate, in a fresh process with everything of VS Code's replaced by nothing.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const script = `
const Module = require('node:module');
const nothing = new Proxy(function () {}, {
  get: (target, key) => {
    if (key === Symbol.toPrimitive) return () => '';
    if (key === Symbol.iterator) return function* () {};
    if (key === 'then') return undefined;
    return key === 'prototype' ? target.prototype : nothing;
  },
  set: () => true,
  apply: () => nothing,
  construct: () => nothing,
});
const bundle = process.argv[1];
// The bundle copies the names that the module has, so it must have as many as the real one.
const types = require('node:fs').readFileSync(process.argv[2], 'utf8');
const names = Array.from(types.matchAll(/^\\s*export (?:class|enum|namespace|const|function|let) (\\w+)/gm), ([, name]) => name);
const vscode = Object.fromEntries(names.map((name) => [name, nothing]));
const load = Module._load;
Module._load = (name, ...rest) => (name === 'vscode' ? vscode : load(name, ...rest));
const began = performance.now();
const { activate } = require(bundle);
const context = { subscriptions: [], asAbsolutePath: (path) => path, globalState: nothing, workspaceState: nothing, secrets: nothing, extension: nothing, extensionUri: nothing };
activate(context);
process.stdout.write(String(performance.now() - began));
process.exit(0);
`;

const types = join(import.meta.dirname, '../../node_modules/@types/vscode/index.d.ts');

/** Milliseconds, the quickest of some runs: what the machine does besides only adds time. */
export function measureActivation(bundle) {
  const runs = Array.from({ length: 5 }, () => {
    const { stdout, stderr } = spawnSync(process.execPath, ['-e', script, bundle, types], { encoding: 'utf8' });
    if (stdout === '') throw new Error(`the extension could not be activated: ${stderr.trim().slice(-400)}`);
    return Number(stdout);
  });
  return Math.min(...runs);
}
