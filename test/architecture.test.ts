import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const server = join(root, 'server/src');

type Layer = { folders: readonly string[]; packages: readonly string[] };
const layer = (folders: string, packages = ''): Layer => ({
  folders: folders.split(' ').filter(Boolean),
  packages: packages.split(' ').filter(Boolean),
});

const core = 'base yaml sigma data workspace pipeline lint evaluate convert http generate deploy ide services protocol';
const everything = `${core} lsp node cli main`;

/** Which folders of `server/src` a folder may import from, and which npm packages (a trailing `/` allows sub-paths). */
const layers: Record<string, Layer> = {
  base: layer('', 'vscode-languageserver-types'),
  protocol: layer('', 'vscode-languageserver-types'),
  yaml: layer('base', 'yaml'),
  sigma: layer('base yaml', 're2js'),
  data: layer('base', 'zod minisearch'),
  workspace: layer('base yaml sigma', 'picomatch/'),
  pipeline: layer('base yaml sigma data'),
  lint: layer('base yaml sigma data pipeline workspace'),
  evaluate: layer('base yaml sigma pipeline', 're2js'),
  convert: layer('base yaml sigma data pipeline', 'yaml @noble/hashes/'),
  http: layer('base', 'ipaddr.js'),
  generate: layer(
    'base yaml sigma data lint convert evaluate http',
    'yaml ioc-extractor minisearch uuid zod/ @anthropic-ai/sdk linkedom @mozilla/readability',
  ),
  deploy: layer('base yaml sigma data lint convert http', 'yaml zod'),
  ide: layer(
    'base yaml sigma data workspace lint pipeline convert evaluate',
    'yaml vscode-languageserver-types vscode-languageserver-textdocument',
  ),
  services: layer(core.replace('services', ''), 'yaml'),
  lsp: layer(`${core} lsp`, 'vscode-languageserver/ vscode-languageserver-types vscode-languageserver-textdocument'),
  node: layer(everything, 'node: vscode-languageserver/ undici @ts-evtx/core'),
  cli: layer(everything, 'node: commander diff'),
  main: layer(everything, 'node: vscode-languageserver/'),
};

function filesBelow(folder: string, extension = '.ts'): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(extension) && !file.includes('node_modules'))
    .map((file) => join(folder, file));
}

const isProduct = (file: string) => !/\.(test|d)\.ts$/.test(file);
const layerOf = (file: string) => (relative(server, file).split(/[\\/]/)[0] as string).replace(/\.ts$/, '');
const importsOf = (file: string) =>
  [
    ...readFileSync(file, 'utf8').matchAll(
      /^\s*(?:import|export)\b[^'";]*?from\s*'([^']+)'|^\s*import\s*'([^']+)'|\bimport\(\s*'([^']+)'/gm,
    ),
  ].map((match) => (match[1] ?? match[2] ?? match[3]) as string);
const allows = (packages: readonly string[], specifier: string) =>
  packages.some((name) =>
    name === 'node:' || name.endsWith('/')
      ? specifier.startsWith(name) || specifier === name.slice(0, -1)
      : specifier === name,
  );

/** What is wrong with the imports of one file of the server, in words. */
function violations(file: string): string[] {
  const own = layerOf(file);
  const allowed = layers[own];
  if (!allowed) return [`${own} is in no layer`];
  return importsOf(file).flatMap((specifier) => {
    if (!specifier.startsWith('.')) return allows(allowed.packages, specifier) ? [] : [`${own} → ${specifier}`];
    const target = resolve(dirname(file), specifier);
    if (!target.startsWith(server)) return [`${own} → ${relative(root, target)}`];
    const folder = layerOf(target);
    return folder === own || allowed.folders.includes(folder) ? [] : [`${own} → ${folder}`];
  });
}

const serverFiles = filesBelow(server).filter(isProduct);
const clientFiles = filesBelow(join(root, 'client/src')).filter(isProduct);
const named = (files: string[]) => files.map((file) => relative(root, file).replaceAll('\\', '/'));

describe('architecture', () => {
  it.each(named(serverFiles))('%s imports only what its layer may use', (file) => {
    expect(violations(join(root, file))).toEqual([]);
  });

  it('the client imports VS Code, its language client, and of the server the protocol alone', () => {
    for (const file of clientFiles)
      for (const specifier of importsOf(file)) {
        if (!specifier.startsWith('.')) expect(specifier).toMatch(/^(vscode|vscode-languageclient\/.*|node:.*)$/);
        else expect(relative(root, resolve(dirname(file), specifier))).toMatch(/^(client|server.src.protocol)/);
      }
  });

  it.each(named([...serverFiles, ...clientFiles, ...filesBelow(join(root, 'test'))]))('%s is short', (file) => {
    expect(readFileSync(join(root, file), 'utf8').split('\n').length).toBeLessThanOrEqual(501);
  });

  it.each(named(serverFiles))('%s keeps no state at module level', (file) => {
    expect(readFileSync(join(root, file), 'utf8')).not.toMatch(/^(export )?(let|var) /m);
  });

  it.each(named([...serverFiles, ...clientFiles]))('%s has a name in kebab-case or is a rule', (file) => {
    const pattern = file.includes('/lint/rules/') ? /^[a-z0-9_]+(\.test)?\.ts$/ : /^[a-z0-9]+(-[a-z0-9]+)*\.ts$/;
    expect(basename(file)).toMatch(file.includes('/lint/rules/index') ? /./ : pattern);
  });
});

/** What a registry's folder holds besides its members. */
const apart = ['sigma/modifiers/modifier.ts', 'sigma/modifiers/apply-modifiers.ts'].map((file) => join(server, file));

/** Families whose `index.ts` lists every member (file or folder), so that the bundler sees them all. */
const registries: Record<string, 'files' | 'folders'> = {
  'lint/rules': 'files',
  'sigma/modifiers': 'files',
  'convert/backends': 'folders',
  'generate/engines': 'folders',
  'pipeline/transformations': 'files',
  'pipeline/conditions': 'files',
  'pipeline/postprocessing': 'files',
  'pipeline/finalizers': 'files',
  'deploy/targets': 'folders',
};

describe.each(Object.entries(registries))('the registry %s', (folder, members) => {
  const index = ['all.ts', 'index.ts'].map((file) => join(server, folder, file)).find(existsSync) ?? '';
  it.runIf(existsSync(index))(`lists all its ${members}`, () => {
    const listed = importsOf(index).map((specifier) => relative(dirname(index), resolve(dirname(index), specifier)));
    const present =
      members === 'folders'
        ? readdirSync(dirname(index), { withFileTypes: true }).filter((entry) => entry.isDirectory())
        : filesBelow(dirname(index)).filter((file) => isProduct(file) && file !== index && !apart.includes(file));
    for (const member of present) {
      const name = typeof member === 'string' ? relative(dirname(index), member) : `${member.name}`;
      expect(listed.some((path) => path === name || dirname(path) === name)).toBe(true);
    }
  });
});
