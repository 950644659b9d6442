// Builds and writes dist/sigmasmith.vsix. Fails when it grows beyond 3 MB or when anything but the product is inside.
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { build } from './build.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const packagePath = join(root, 'dist', 'sigmasmith.vsix');
const limit = 3_000_000;

const belongs = [
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE|language-configuration\.json)$/,
  /^dist\/(client|server)\.cjs$/,
  /^dist\/cli\/([\w-]+\.mjs|cli\.js|package\.json)$/,
  /^dist\/data\//,
  /^(syntaxes|snippets|images|walkthrough)\//,
];
const required = [
  'package.json',
  'LICENSE',
  'dist/client.cjs',
  'dist/server.cjs',
  'dist/cli/cli.js',
  'dist/cli/main.mjs',
];

async function main() {
  await build();
  const files = (await listFiles({ cwd: root, packageManager: PackageManager.None })).map((file) =>
    file.replaceAll('\\', '/'),
  );
  const strangers = files.filter((file) => !belongs.some((pattern) => pattern.test(file)));
  if (strangers.length > 0) throw new Error(`these files do not belong into the extension: ${strangers.join(', ')}`);
  const missing = required.filter((file) => !files.includes(file));
  if (missing.length > 0) throw new Error(`the extension lacks ${missing.join(', ')}`);

  await createVSIX({ cwd: root, packagePath, dependencies: false, allowMissingRepository: true });
  const { size } = await stat(packagePath);
  if (size > limit) throw new Error(`${packagePath} has ${size} bytes, more than ${limit}`);
  console.log(`${packagePath}: ${files.length} files, ${(size / 1000).toFixed(0)} kB`);
}

await main().catch((error) => {
  console.error(`package: ${error.message}`);
  process.exitCode = 1;
});
