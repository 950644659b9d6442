// VS Code's server on a loopback port, with state of its own: settings, extensions and logs live in one folder.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { codeServerEntry, LANES, nodeOf } from './lanes.mjs';

/** What keeps a first window quiet: no AI pane, no welcome page, no telemetry, no marketplace. */
export const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** What makes pictures and positions repeatable; for tests only. */
const TEST_SETTINGS = {
  'files.hotExit': 'off',
  'files.simpleDialog.enable': true,
  'workbench.editor.languageDetection': false,
  'workbench.reduceMotion': 'on',
};

/** The parts of a state folder. `prepare` makes it, and writes the settings unless there are some already. */
export function stateIn(folder) {
  const user = path.join(folder, 'user');
  const settingsFile = path.join(user, 'User/settings.json');
  return {
    folder,
    user,
    extensions: path.join(folder, 'extensions'),
    config: path.join(folder, 'config.yaml'),
    log: path.join(folder, 'server.log'),
    logs: path.join(user, 'logs'),
    prepare(settings) {
      mkdirSync(path.dirname(settingsFile), { recursive: true });
      mkdirSync(this.extensions, { recursive: true });
      if (!existsSync(settingsFile)) this.writeSettings(settings);
      writeFileSync(this.config, 'auth: none\n');
      return this;
    },
    writeSettings(settings) {
      writeFileSync(settingsFile, `${JSON.stringify(settings, null, 2)}\n`);
    },
  };
}

function commandLine(lane, state) {
  return [
    codeServerEntry(lane),
    ...['--config', state.config, '--user-data-dir', state.user, '--extensions-dir', state.extensions],
    ...['--disable-telemetry', '--disable-update-check'],
  ];
}

function environment(state, extra = {}) {
  const xdg = path.join(state.folder, 'xdg');
  const env = {
    ...process.env,
    ...extra,
    XDG_CONFIG_HOME: xdg,
    XDG_DATA_HOME: xdg,
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
  for (const name of ['VSCODE_IPC_HOOK_CLI', 'PORT', 'PASSWORD', 'HASHED_PASSWORD']) delete env[name];
  return env;
}

/** Installs a packaged extension; an error carries what VS Code said. */
export function installExtension(lane, state, vsix) {
  const args = [...commandLine(lane, state), '--install-extension', vsix, '--force'];
  const result = spawnSync(nodeOf(lane), args, { env: environment(state), encoding: 'utf8' });
  if (result.status !== 0) throw new Error(`VS Code refused ${vsix}:\n${result.stdout}${result.stderr}`);
}

/**
 * Starts the server and resolves when it answers. The address is `origin`; port 0 takes any free one.
 * `logFile` receives the server's output. `stop()` ends the server with its extension hosts.
 */
export async function serve({ lane = LANES.current, state, port = 0, workspaceTrust = false, options = [], env = {} }) {
  const args = [...commandLine(lane, state), '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none'];
  args.push('--disable-getting-started-override', '--disable-proxy', '--ignore-last-opened', ...options);
  if (!workspaceTrust) args.push('--disable-workspace-trust');
  const log = openSync(state.log, 'w');
  const child = spawn(nodeOf(lane), args, {
    env: environment(state, env),
    stdio: ['ignore', log, log],
    detached: true, // a process group of its own, so that stop() takes the extension hosts along
  });
  const stop = () => stopGroup(child);
  const origin = await listening(child, state.log).catch(async (error) => {
    await stop();
    throw error;
  });
  return { lane, state, origin, host: new URL(origin).host, child, stop };
}

async function listening(child, log) {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const origin = /server listening on (http:\/\/[\d.]+:\d+)/i.exec(readFileSync(log, 'utf8'))?.[1];
    if (
      origin &&
      (await fetch(`${origin}/healthz`).then(
        (answer) => answer.ok,
        () => false,
      ))
    )
      return origin;
    if (child.exitCode !== null) throw new Error(`VS Code's server ended at once:\n${readFileSync(log, 'utf8')}`);
    if (Date.now() > deadline) throw new Error(`VS Code's server did not start:\n${readFileSync(log, 'utf8')}`);
    await wait(50);
  }
}

async function stopGroup(child) {
  const signal = (name) => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // the group is gone already
    }
  };
  signal('SIGTERM');
  if (child.exitCode === null && child.signalCode === null) {
    await Promise.race([new Promise((resolve) => child.once('exit', resolve)), wait(4000, undefined, { ref: false })]);
  }
  signal('SIGKILL');
}

/** A server for tests: throw-away state, the given extensions, nothing that outlives `stop()`. */
export async function startServer({
  lane = LANES.current,
  vsix = [],
  settings = {},
  smokeDriver = false,
  log = '',
  workspaceTrust = false,
  env = {},
} = {}) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'vscode-e2e-'));
  const drop = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  try {
    const allSettings = { ...QUIET_SETTINGS, ...TEST_SETTINGS, ...settings };
    const state = stateIn(folder).prepare(allSettings);
    for (const file of vsix) installExtension(lane, state, file);
    const options = log ? ['--log', log] : [];
    if (lane.newOptions) options.push('--idle-timeout-seconds', '600', '--reconnection-grace-time', '5'); // no hosts of closed windows
    if (lane.newOptions && smokeDriver) options.push('--vscode-option', 'enable-smoke-test-driver');
    const server = await serve({ lane, state, workspaceTrust, options, env });
    return {
      ...server,
      settings: allSettings,
      async stop() {
        await server.stop();
        drop();
      },
    };
  } catch (error) {
    drop();
    throw error;
  }
}
