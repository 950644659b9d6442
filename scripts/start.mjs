// npm start: builds and packages the extension, installs it in a real VS Code and opens a sample workspace there.
// By default that VS Code runs in the browser, at an address of this machine; `npm start -- --desktop` uses the installed one.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const vsix = join(root, 'dist', 'sigmasmith.vsix');
const cache = join(root, '.cache', 'start');
const preferredPort = 8090;

const usage = `npm start [-- OPTION… [FOLDER]]
  FOLDER       open this folder; without it, a copy of the sample workspace
  --desktop    use the VS Code that is installed on this machine
  --port N     port of the address (default ${preferredPort}, or any free one when that is taken)
  --fresh      forget settings, window state and changes to the sample workspace first
  --no-build   use dist/sigmasmith.vsix as it is`;

const nextSteps = `  1. Open reports/cloud-intrusion.md and select all (Ctrl+A)
  2. Press F1 and run  Sigma: Generate rules from selection
  3. The rules and their queries open in tabs; the Sigma view in the activity bar shows what they rest on
  4. rules/console-login-without-mfa.yml has mistakes to look at`;

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      desktop: { type: 'boolean' },
      port: { type: 'string' },
      fresh: { type: 'boolean' },
      'no-build': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(usage);
  if (values.fresh) rmSync(cache, { recursive: true, force: true });
  const desktop = values.desktop || process.platform === 'win32';
  if (desktop) assertDesktop();
  if (!values['no-build'] || !existsSync(vsix)) node([join('scripts', 'package.mjs')]);
  const folder = positionals[0] ? resolve(process.env.INIT_CWD ?? '.', positionals[0]) : sampleWorkspace();
  if (desktop) openDesktop(folder);
  else await serveBrowser(folder, values.port ?? process.env.PORT);
}

/** A copy to play with; what was changed in it is kept until `--fresh`. */
function sampleWorkspace() {
  const copy = join(cache, 'workspace');
  mkdirSync(copy, { recursive: true });
  cpSync(join(root, 'test', 'fixtures', 'workspace'), copy, { recursive: true, force: false });
  return copy;
}

async function serveBrowser(folder, port) {
  const { setUpLane } = await import('../test/e2e/setup.mjs');
  const { LANES } = await import('../test/e2e/lanes.mjs');
  await setUpLane(LANES.current);
  const { installExtension, QUIET_SETTINGS, serve, stateIn } = await import('../test/e2e/server.mjs');
  const state = stateIn(join(cache, 'state')).prepare(QUIET_SETTINGS);
  installExtension(LANES.current, state, vsix);
  const server = await serve({ state, port: port ? Number(port) : await portOrAny(preferredPort) });
  const stopping = { begun: false };
  const stop = () => {
    if (stopping.begun) return; // npm passes on a signal that the terminal has sent already
    stopping.begun = true;
    void server.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
  server.child.once('exit', (code) => {
    if (stopping.begun) return;
    console.error(`VS Code's server ended; its log is ${state.log}`);
    process.exit(code ?? 1);
  });
  const hint = onPath('code') ? '\n  The installed VS Code does it too: npm start -- --desktop\n' : '';
  console.log(`
  Sigmasmith runs in VS Code at

    ${server.origin}/?folder=${encodeURIComponent(folder)}

  Open it in a browser, then:

${nextSteps}
${hint}
  Ctrl+C stops it.
`);
}

function openDesktop(folder) {
  code(['--install-extension', vsix, '--force']);
  code([folder]);
  console.log(`
  Sigmasmith is installed in VS Code, and ${folder} is open there.

${nextSteps}

  To remove it: code --uninstall-extension sigmasmith.sigmasmith
`);
}

function assertDesktop() {
  if (onPath('code')) return;
  const browser = process.platform === 'win32' ? 'Or run npm start in WSL, which' : 'Or leave out --desktop, which';
  throw new Error(
    `the command "code" of VS Code is not on the PATH. Install VS Code (its command palette has "Shell Command: Install 'code' ` +
      `command in PATH"). ${browser} serves VS Code in the browser.`,
  );
}

function onPath(command) {
  const names = process.platform === 'win32' ? [`${command}.cmd`, `${command}.exe`] : [command];
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.some((folder) => names.some((name) => existsSync(join(folder, name))));
}

function code(args) {
  const windows = process.platform === 'win32'; // code.cmd needs a shell
  const result = spawnSync('code', windows ? args.map((argument) => `"${argument}"`) : args, {
    stdio: 'inherit',
    shell: windows,
  });
  if (result.status !== 0) throw new Error(`code ${args.join(' ')} failed`);
}

function node(args) {
  const result = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' });
  if (result.status !== 0) throw new Error(`node ${args.join(' ')} failed`);
}

/** This port when it is free, else 0, which means any. */
function portOrAny(port) {
  return new Promise((found) => {
    const probe = createServer();
    probe.once('error', () => found(0));
    probe.listen(port, '127.0.0.1', () => probe.close(() => found(port)));
  });
}

await main().catch((error) => {
  console.error(`npm start: ${error.message}`);
  process.exit(1);
});
