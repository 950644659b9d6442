// Installs what the end-to-end tests and `npm start` need beyond the main install: VS Code's server from npm and, for the tests,
// a Chromium. Does nothing when it is there already; two runs at once wait for each other.
// Usage: node test/e2e/setup.mjs [current|oldest]… [--browser]
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findBrowser } from './browser.mjs';
import { bundledNode, codeServerEntry, LANES, laneNamed, nodeOf, vscodeFolder } from './lanes.mjs';

const RECIPE = 2; // raise it when the steps below change, so that existing installations are made anew
const QUIET = ['--no-audit', '--no-fund', '--loglevel=error'];

/** Makes sure that this lane is installed. `log` receives a line per step, and nothing when there is nothing to do. */
export async function setUpLane(lane, log = console.log) {
  assertPlatform();
  const stamp = path.join(lane.folder, 'node_modules/.ready');
  const wanted = fingerprint(lane);
  const isReady = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isReady()) return;
  await underLock(path.join(lane.folder, '.setup.lock'), async () => {
    if (isReady()) return; // another process was faster
    installCompiler(log);
    install(lane, log);
    writeFileSync(stamp, wanted);
  });
}

/** Makes sure that the test runner of the extension host is there, for an installed VS Code: packages only, nothing compiled. */
export async function setUpPackages(log = console.log) {
  const { folder } = LANES.current;
  if (existsSync(path.join(folder, 'node_modules/mocha'))) return;
  log('Installing the packages of the end-to-end tests; this is done once');
  npm(['ci', '--ignore-scripts', ...QUIET], folder);
}

/** Makes sure that there is a Chromium for the tests, and returns its path. */
export async function setUpBrowser(log = console.log) {
  const found = findBrowser();
  if (found) return found;
  installSystemPackages(['chromium', 'fonts-dejavu-core'], 'a Chromium browser', log);
  const installed = findBrowser();
  if (!installed) throw new Error('no Chromium found; install one, or name it in the environment variable CHROMIUM');
  return installed;
}

function assertPlatform() {
  if (process.platform === 'win32') {
    throw new Error(
      'VS Code in the browser does not run on Windows itself. Use WSL, or an installed VS Code: npm start -- --desktop',
    );
  }
}

function fingerprint(lane) {
  const lock = readFileSync(path.join(lane.folder, 'package-lock.json'));
  return `${RECIPE} ${process.platform}-${process.arch} ${createHash('sha256').update(lock).digest('hex')}\n`;
}

function install(lane, log) {
  const began = Date.now();
  const step = (text) => log(`  [${((Date.now() - began) / 1000).toFixed(0).padStart(3)} s] ${text}`);
  log(`Installing VS Code's server for the browser (${lane.name}); this is done once`);
  npm(['ci', '--ignore-scripts', ...QUIET], lane.folder);
  step('packages');
  const node = nodeOf(lane);
  const bundled = bundledNode(lane);
  const env = { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH };
  if (bundled) env.npm_config_nodedir = bundled; // the C++ headers are in the package: nothing to download
  env.npm_config_jobs = 'max';
  const inner = vscodeFolder(lane);
  // VS Code's own lock file was written with --legacy-peer-deps; npm refuses it otherwise.
  npm(['ci', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps', ...QUIET], inner, env);
  step('packages of the server');
  linkScripts(inner);
  compile(lane, env, step);
  prune(lane);
  linkRipgrep(lane);
  const version = execFileSync(node, [codeServerEntry(lane), '--version'], {
    env: { ...env, XDG_CONFIG_HOME: path.join(lane.folder, 'node_modules/.config') },
    encoding: 'utf8',
  });
  step(`ready: code-server ${version.trim().split('\n').at(-1)}`);
}

/** Output channels need spdlog; without a compiler they stay empty, and everything else works. */
function compile(lane, env, step) {
  if (lane.native.outer.length > 0) npm(['rebuild', ...lane.native.outer, ...QUIET], lane.folder, env);
  const built = spawnSync('npm', ['rebuild', ...lane.native.inner, ...QUIET], {
    cwd: vscodeFolder(lane),
    env,
    encoding: 'utf8',
  });
  if (built.status === 0) step('native packages');
  else step(`native packages NOT built, output channels will stay empty:\n${built.stderr.slice(-2000)}`);
}

function linkScripts(inner) {
  const system = process.platform === 'darwin' ? 'darwin' : 'linux';
  for (const [folder, target, name] of [
    ['remote-cli', `code-${system}.sh`, 'code-server'],
    ['helpers', `browser-${system}.sh`, 'browser.sh'],
  ]) {
    const link = path.join(inner, 'bin', folder, name);
    if (!existsSync(link)) symlinkSync(target, link);
  }
}

/** Removes half of the volume: other platforms' binaries and the AI features, which the settings switch off. */
function prune(lane) {
  const inner = vscodeFolder(lane);
  const useless = [
    'node_modules/@github',
    'node_modules/@microsoft/mxc-sdk',
    'node_modules/@vscode/sandbox-runtime',
    'extensions/copilot',
    'extensions/mermaid-markdown-features',
  ].map((folder) => path.join(inner, folder));
  const ripgrep = path.join(inner, 'node_modules/@vscode/ripgrep-universal/bin');
  if (existsSync(ripgrep)) {
    const own = `${process.platform}-${process.arch}`;
    if (existsSync(path.join(ripgrep, own))) {
      useless.push(
        ...readdirSync(ripgrep)
          .filter((name) => name !== own)
          .map((name) => path.join(ripgrep, name)),
      );
    }
  }
  const node = bundledNode(lane);
  if (node) useless.push(path.join(node, 'include'), path.join(node, 'share'), path.join(node, 'lib'));
  for (const folder of useless) rmSync(folder, { recursive: true, force: true });
}

/** The older server fetches its ripgrep in an install script, which we do not run: it gets that of the newer one. */
function linkRipgrep(lane) {
  const wanted = path.join(vscodeFolder(lane), 'node_modules/@vscode/ripgrep/bin/rg');
  const universal = path.join(
    'node_modules/@vscode/ripgrep-universal/bin',
    `${process.platform}-${process.arch}`,
    'rg',
  );
  const donor = [path.join(vscodeFolder(LANES.current), universal), '/usr/bin/rg'].find(existsSync);
  if (!existsSync(path.dirname(path.dirname(wanted))) || existsSync(wanted) || !donor) return;
  mkdirSync(path.dirname(wanted), { recursive: true });
  symlinkSync(donor, wanted);
}

function installCompiler(log) {
  const missing = [
    ['python3', 'python3'],
    ['make', 'make'],
    ['g++', 'g++'],
  ].filter(([command]) => !isOnPath(command));
  if (missing.length === 0 || process.platform !== 'linux') return;
  try {
    installSystemPackages(
      missing.map(([, name]) => name),
      'a compiler',
      log,
    );
  } catch (error) {
    log(`${error.message}\nGoing on without: output channels will stay empty.`);
  }
}

/** As root on a Debian-like system installs them, otherwise says the one line that does. */
function installSystemPackages(names, purpose, log) {
  const line = `apt-get update && apt-get install -y --no-install-recommends ${names.join(' ')}`;
  if (!isOnPath('apt-get'))
    throw new Error(`${purpose} is missing; install it with your package manager (Debian: ${line})`);
  if (process.getuid?.() !== 0) throw new Error(`${purpose} is missing; install it with: sudo sh -c '${line}'`);
  log(`Installing ${purpose}: ${names.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync('apt-get', ['-qq', 'update'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  execFileSync('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', ...names], {
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function isOnPath(command) {
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => folder && existsSync(path.join(folder, command)));
}

function npm(args, cwd, env = process.env) {
  execFileSync('npm', args, { cwd, env, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
}

/** Runs `work` while holding the lock folder; a lock whose owner is gone is taken over. */
async function underLock(lock, work) {
  while (!tryLock(lock)) await wait(500);
  try {
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function tryLock(lock) {
  try {
    mkdirSync(lock);
    writeFileSync(path.join(lock, 'pid'), String(process.pid));
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = path.join(lock, 'pid');
  if (existsSync(owner) && !isAlive(Number(readFileSync(owner, 'utf8'))))
    rmSync(lock, { recursive: true, force: true });
  return false;
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const names = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
  for (const name of names.length > 0 ? names : ['current']) await setUpLane(laneNamed(name));
  if (process.argv.includes('--browser')) await setUpBrowser();
}
