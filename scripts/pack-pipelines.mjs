// Built-in pipelines as trees in JSON, so that nobody waits for the reading of YAML. Answers with the files, relative to `data`.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = 'packed-pipelines';

async function tools() {
  const contents = `export { parseYaml } from './server/src/yaml/parse-yaml.ts';
    export { packTree } from './server/src/pipeline/builtin/packed-tree.ts';`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'esm',
    mainFields: ['module', 'main'],
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

export async function packPipelines(data) {
  const { parseYaml, packTree } = await tools();
  await mkdir(join(data, folder), { recursive: true });
  const names = (await readdir(join(data, 'pipelines'))).filter((name) => name.endsWith('.yml'));
  const packed = await Promise.all(
    names.map(async (name) => {
      const { documents } = parseYaml(await readFile(join(data, 'pipelines', name), 'utf8'));
      const tree = packTree(documents[0].root);
      if (tree === undefined) return [];
      const file = join(folder, name.replace(/yml$/, 'json'));
      await writeFile(join(data, file), JSON.stringify(tree));
      return [file];
    }),
  );
  return packed.flat();
}
