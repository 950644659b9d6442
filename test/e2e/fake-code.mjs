#!/usr/bin/env node
// Stands in for the desktop `code` binary in `runTests` of @vscode/test-electron: same arguments, same exit code, but the suite
// runs in the Node.js extension host of VS Code's server, with a headless Chromium as its window. This is the way VS Code runs its
// own integration tests in browsers.
// Environment: E2E_LANE (current, oldest), E2E_TRUST=1 (the workspace is not trusted), E2E_TIMEOUT_MS, E2E_VERBOSE=1 (all console output).
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { format } from 'node:util';
import { openBrowser } from './browser.mjs';
import { laneNamed } from './lanes.mjs';
import { startServer } from './server.mjs';

const NOISE = /^(Creating a socket|Resolv|Ignoring fetching additional|Updating additional|\[)/;

const options = (name) =>
  process.argv
    .filter((argument) => argument.startsWith(`--${name}=`))
    .map((argument) => argument.slice(name.length + 3));

async function main() {
  const server = await startServer({
    lane: laneNamed(process.env.E2E_LANE ?? 'current'),
    smokeDriver: true,
    workspaceTrust: process.env.E2E_TRUST === '1',
  });
  const browser = await openBrowser().catch(async (error) => {
    await server.stop();
    throw error;
  });
  try {
    return await runSuite(server, await browser.window());
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function runSuite(server, page) {
  const limit = Number(process.env.E2E_TIMEOUT_MS ?? 180_000);
  let timer;
  const ended = new Promise((resolve) => {
    page.exposeFunction('codeAutomationExit', resolve);
    page.exposeFunction('codeAutomationLog', () => {});
    timer = setTimeout(() => {
      console.error(`the suite did not end within ${limit / 1000} s`);
      resolve(124);
    }, limit);
  });
  const printed = printConsole(page);
  await page.goto(address(server));
  const code = await ended;
  clearTimeout(timer);
  await Promise.race([printed(), wait(2000, undefined, { ref: false })]);
  return code;
}

function address(server) {
  const remote = (file) => `vscode-remote://${server.host}${path.resolve(file)}`;
  const payload = [
    ...options('extensionDevelopmentPath').map((folder) => ['extensionDevelopmentPath', remote(folder)]),
    ['extensionTestsPath', remote(options('extensionTestsPath')[0])],
    ['skipWelcome', 'true'],
  ];
  const folder = process.argv.slice(2).find((argument) => !argument.startsWith('-'));
  const place = folder ? `folder=${encodeURIComponent(path.resolve(folder))}` : 'ew=true';
  return `${server.origin}/?${place}&payload=${encodeURIComponent(JSON.stringify(payload))}`;
}

/** The suite's output arrives as console messages with printf arguments. Returns a function that waits for all so far. */
function printConsole(page) {
  let last = Promise.resolve();
  page.on('console', (message) => {
    const values = Promise.all(message.args().map((handle) => handle.jsonValue().catch(() => ''))).catch(() => []);
    last = last.then(async () => {
      const [head, , ...rest] = await values;
      if (process.env.E2E_VERBOSE !== '1' && (!/^%c INFO/.test(String(head)) || NOISE.test(String(rest[0])))) return;
      process.stdout.write(`${format(...rest)}\n`);
    });
  });
  return () => last;
}

// The code of the suite is the code of the process.
process.exit(
  await main().catch((error) => {
    console.error(error);
    return 1;
  }),
);
