/** TypeScript sources for scripts: bundled on the fly. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './python.mjs';

/** Bundles the named exports of source files (`{ parseYaml: 'server/src/yaml/parse-yaml.ts' }`) and imports them. */
export async function importSources(name, exports) {
  const outfile = join(root, '.cache', 'oracle', `${name}-${process.pid}.mjs`);
  const contents = Object.entries(exports)
    .map(([symbol, path]) => `export { ${symbol} } from './${path}';`)
    .join('\n');
  await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
