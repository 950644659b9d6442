/** TypeScript of the project for scripts: bundled on the fly, imported, and gone. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

export const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * What `contents`, a module of TypeScript such as `export * from './main.ts'`, exports. Its imports are sought from `resolveDir`, by default
 * from the root; `options` are esbuild's.
 */
export async function importTypeScript(contents, { resolveDir = root, ...options } = {}) {
  const outfile = join(root, '.cache', 'scripts', `${process.pid}-${performance.now()}.mjs`);
  await build({
    stdin: { contents, resolveDir, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    loader: { '.md': 'text' },
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'error',
    ...options,
    outfile,
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
