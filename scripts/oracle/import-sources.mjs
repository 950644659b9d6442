import { importTypeScript } from '../import-typescript.mjs';

/** Imports the named exports of source files (`{ parseYaml: 'server/src/yaml/parse-yaml.ts' }`). */
export function importSources(exports) {
  const lines = Object.entries(exports).map(([symbol, path]) => `export { ${symbol} } from './${path}';`);
  return importTypeScript(lines.join('\n'));
}
