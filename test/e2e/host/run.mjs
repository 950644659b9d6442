// Runs the tests inside the extension host. Usage: node test/e2e/host/run.mjs [current|oldest|desktop]
// `desktop` is an installed VS Code (VSCODE_TEST_EXECUTABLE names its executable); the others are VS Code's server with a headless
// browser, behind a stand-in for the desktop executable. Environment: TEST_REPORT (file for the counts).
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { findDesktop } from '../desktop.mjs';
import { LANES, laneNamed } from '../lanes.mjs';
import { copySampleWorkspace, root } from '../places.mjs';
import { setUpBrowser, setUpLane, setUpPackages } from '../setup.mjs';

const here = import.meta.dirname;

async function standIn(lane) {
  await setUpLane(LANES.current); // its packages include the page driver and the test runner
  await setUpLane(lane);
  await setUpBrowser();
  return path.join(here, '../fake-code.mjs');
}

async function desktop() {
  const executable = findDesktop();
  if (!executable) throw new Error('no installed VS Code found; name its executable in VSCODE_TEST_EXECUTABLE');
  await setUpPackages();
  return executable;
}

async function main(name) {
  const vscodeExecutablePath = name === 'desktop' ? await desktop() : await standIn(laneNamed(name));
  const workspace = copySampleWorkspace();
  const profile = mkdtempSync(path.join(os.tmpdir(), 'sigmasmith-profile-'));
  try {
    return await runTests({
      vscodeExecutablePath,
      extensionDevelopmentPath: root,
      extensionTestsPath: path.join(here, 'index.cjs'),
      extensionTestsEnv: { TEST_REPORT: process.env.TEST_REPORT, E2E_LANE: name },
      launchArgs: [workspace.folder, '--disable-workspace-trust', '--disable-updates', `--user-data-dir=${profile}`],
    });
  } finally {
    workspace.remove();
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

process.exitCode = await main(process.argv[2] ?? (findDesktop() ? 'desktop' : 'current')).catch((error) => {
  console.error(error.message);
  return error.code || 1;
});
