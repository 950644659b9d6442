import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const page = readFileSync(join(root, 'docs/how-to/add-a-backend.md'), 'utf8');
const registry = 'server/src/convert/backends/all.ts';

/** The files that the page tells to write, by their path. */
const written = new Map(
  [...page.matchAll(/^```ts (\S+)\n([\s\S]*?)^```$/gm)].map(([, path, content]) => [path as string, content as string]),
);

/** The product as it is after one has done what the page says. Nothing is written into the sources. */
async function buildWithBackend(outfile: string): Promise<void> {
  await build({
    absWorkingDir: root,
    stdin: {
      contents: `export { createConverter } from './server/src/services/convert.ts';
        export { backends } from './server/src/convert/backends/index.ts';
        export { openDataFiles } from './server/src/node/data-files.ts';`,
      resolveDir: root,
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'silent',
    outfile,
    plugins: [
      {
        name: 'what-the-page-says',
        setup({ onResolve, onLoad }) {
          const pathOf = (file: string) => file.slice(root.length + 1).replaceAll(sep, '/');
          // A folder that does not exist is none for the bundler: what its files import is found by its name.
          onResolve({ filter: /^\./ }, ({ path, importer, resolveDir }) => {
            const file = join(importer === '<stdin>' ? resolveDir : dirname(importer), path);
            return written.has(pathOf(file)) || written.has(pathOf(importer)) ? { path: file } : undefined;
          });
          onLoad({ filter: /\.ts$/ }, ({ path }) => {
            const content = written.get(pathOf(path));
            if (content === undefined) return undefined;
            const before = pathOf(path) === registry ? readFileSync(path, 'utf8') : '';
            return { contents: before + content, loader: 'ts' };
          });
        },
      },
    ],
  });
}

const rule = (detection: string) => `title: T
name: base
logsource: { category: process_creation, product: windows }
detection:
${detection.replace(/^/gm, '  ')}
`;

describe('docs/how-to/add-a-backend.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'add-a-backend-'));
  const product = {} as {
    createConverter: typeof import('../server/src/services/convert.ts').createConverter;
    backends: typeof import('../server/src/convert/backends/index.ts').backends;
    openDataFiles: typeof import('../server/src/node/data-files.ts').openDataFiles;
  };
  beforeAll(async () => {
    const outfile = join(folder, 'product.cjs');
    await buildWithBackend(outfile);
    Object.assign(product, createRequire(import.meta.url)(outfile));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function convert(text: string, request: { target?: string; format?: string; options?: Map<string, string> } = {}) {
    const data = product.openDataFiles(join(root, 'corpus'));
    const made = product.createConverter({ target: 'latin', ...request }, data);
    if ('trouble' in made) throw new Error(made.trouble.message);
    return made.converter.convert('rule.yml', text);
  }

  it('asks for one folder and one line', () => {
    const folders = new Set([...written.keys()].map((path) => path.slice(0, path.lastIndexOf('/'))));
    expect([...folders].sort()).toEqual(['server/src/convert/backends', 'server/src/convert/backends/latin']);
    expect(written.get(registry)?.trim().split('\n').length).toBe(1);
  });

  it('makes a target like the others', () => {
    expect(product.backends.map(({ id }) => id)).toContain('latin');
    expect(convert(rule('a:\n  x: 1\ncondition: a'), { target: 'lingua_latina' }).record).toMatchObject({ ok: true });
  });

  it.each([
    [
      "s:\n  Image|endswith: '\\whoami.exe'\nf:\n  User: SYSTEM\ncondition: s and not f",
      "Image finit '\\\\whoami.exe' et non User est 'SYSTEM'",
    ],
    ['s:\n  User: [a, b]\ncondition: s', "User inter ('a', 'b')"],
    ['s:\n  - a: x*y\n  - b|gte: 5\ncondition: s', "a similis 'x%y' vel b >= 5"],
    ['s:\n  a|re: x/y\n  b: null\ncondition: s', 'a forma /x\\/y/ et b nihil'],
    ['s: [word]\ncondition: not s', "non quaere 'word'"],
  ])('converts %j', (detection, query) => {
    expect(convert(rule(detection)).record).toEqual({
      path: 'rule.yml',
      ok: true,
      output: [expect.objectContaining({ text: query })],
    });
  });

  it('knows where each part of a query came from', () => {
    const text = rule("s:\n  Image|endswith: 'x'\ncondition: s");
    const [query] = convert(text).queries;
    const parts = query?.sourceMap.map(({ query: { start, end }, rule }) => [
      query.text.slice(start, end),
      text.slice(rule.start, rule.end),
    ]);
    expect(parts).toContainEqual([expect.stringContaining('x'), "'x'"]);
  });

  it('has formats, options and correlations', () => {
    const book = convert(rule('s:\n  a: x\ncondition: s'), { format: 'book', options: new Map([['book', 'fasti']]) });
    expect(JSON.parse(JSON.stringify(book.record))).toMatchObject({ output: [{ liber: 'fasti' }] });
    const correlation = `---
title: C
correlation: { type: event_count, rules: [base], group-by: [User], timespan: 5m, condition: { gte: 3 } }
`;
    const { queries } = convert(rule('s:\n  a: x\ncondition: s') + correlation);
    expect(queries.map(({ text }) => text)).toEqual(["a est 'x' | numera omnia per 5m, User | ubi numerus >= 3"]);
  });

  it('keeps the patterns of a network together', () => {
    const { queries } = convert(rule('s:\n  User: bob\n  Src|cidr: 10.0.0.0/15\ncondition: s'));
    expect(queries.map(({ text }) => text)).toEqual([
      "User est 'bob' et (Src incipit '10.0.' vel Src incipit '10.1.')",
    ]);
  });

  it('refuses what the language has no expression for', () => {
    const { record } = convert(rule('s:\n  a|cidr: 10.0.0.0/8\ncondition: s'));
    expect(record).toMatchObject({ ok: true });
    expect(convert(rule('s:\n  a|fieldref: b\ncondition: s')).record).toMatchObject({ ok: false, stage: 'convert' });
  });
});
