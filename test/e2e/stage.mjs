// Scenarios: each gets a window of its own on a copy of the sample workspace, in a VS Code with the packaged extension.
import { cpSync, existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { openBrowser } from './browser.mjs';
import { laneNamed } from './lanes.mjs';
import { artifacts, copySampleWorkspace, vsix } from './places.mjs';
import { serverProcesses } from './processes.mjs';
import { startServer } from './server.mjs';
import { workbench } from './workbench.mjs';

const lane = laneNamed(process.env.E2E_LANE ?? 'current');
const folder = path.join(artifacts, lane.name);
const only = (process.env.E2E_ONLY ?? '').split('\n').filter(Boolean);
const servers = new Map();
const shared = { browser: undefined };
const executed = new Set();

/** Whether every scenario of the full lane runs: then what all of them did together can be judged. */
export const isFullRun = lane.name === 'current' && only.length === 0;

/** The ids of all commands that VS Code has executed in the scenarios so far. */
export const executedCommands = () => executed;

/**
 * @param {string} name
 * @param {{ smoke?: boolean, trust?: boolean, outside?: () => Promise<{ stop(): unknown, settings?: object }> }} options
 *   `smoke`: also in the oldest VS Code; `trust: false`: in Restricted Mode; `outside` starts a service, which may need user settings
 * @param {(wb: ReturnType<typeof workbench> & { server: object }, place: { workspace: string, outside: object }) => Promise<void>} body
 */
export function scenario(name, { smoke = false, trust = true, outside }, body) {
  if (lane.name === 'oldest' && !smoke) return;
  if (only.length > 0 && !only.some((part) => name.includes(part))) return;
  test(name, { timeout: 360_000 }, async (t) => {
    try {
      await attempt(name, { trust, outside }, body);
    } catch (error) {
      // VS Code itself is late or loses a key at times: what fails twice is wrong.
      t.diagnostic(`"${name}" failed and is tried once more: ${error.stack}`);
      await attempt(name, { trust, outside }, body);
    }
  });
}

async function attempt(name, { trust, outside }, body) {
  const workspace = copySampleWorkspace();
  const server = await serverWith(trust);
  const service = await outside?.();
  server.state.writeSettings({ ...server.settings, ...service?.settings });
  const page = await (await browser()).window();
  const console = listen(page);
  const wb = { ...workbench(page, { pictures: folder }), server, earlierServers: serverProcesses(server) };
  try {
    await wb.open(server.origin, workspace.folder);
    await body(wb, { workspace: workspace.folder, outside: service });
  } catch (error) {
    await wb.picture(`FAILED ${name}`).catch(() => {});
    keepLogs(server, name);
    writeFileSync(path.join(folder, `${name}.console.log`), `${console().join('\n')}\n`);
    throw error;
  } finally {
    await page
      .context()
      .close()
      .catch(() => {}); // gone with its browser
    await service?.stop();
    workspace.remove();
  }
}

/** Notes the commands that VS Code traces, and returns a function that gives the whole console, for the report of a failure. */
function listen(page) {
  const lines = [];
  page.on('console', (message) => {
    const text = message.text();
    const command = /CommandService#executeCommand ([\w.-]+)/.exec(text)?.[1];
    if (command) executed.add(command);
    lines.push(text);
  });
  return () => lines;
}

async function browser() {
  // One that crashed harms only the scenario that it was showing.
  if (!shared.browser?.isOpen()) shared.browser = await openBrowser({ headless: process.env.HEADED !== '1' });
  return shared.browser;
}

async function serverWith(trust) {
  if (!servers.has(trust)) {
    servers.set(trust, await startServer({ lane, vsix: [vsix], log: 'trace', workspaceTrust: !trust }));
  }
  return servers.get(trust);
}

function keepLogs(server, name) {
  cpSync(server.state.log, path.join(folder, `${name}.server.log`));
  if (existsSync(server.state.logs)) cpSync(server.state.logs, path.join(folder, `${name}.logs`), { recursive: true });
}

after(async () => {
  await shared.browser?.close();
  for (const server of servers.values()) await server.stop();
});
