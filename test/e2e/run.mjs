// Runs the end-to-end tests in one lane. Usage: node test/e2e/run.mjs [current|oldest] [NAME…]
// With names, only the scenarios whose names contain one of them. Pictures and logs go to artifacts/e2e/<lane>/.
// Environment: TEST_REPORT (file for the counts), HEADED=1 (show the browser).
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { laneNamed } from './lanes.mjs';
import { artifacts, vsix } from './places.mjs';
import { setUpBrowser, setUpLane } from './setup.mjs';

const here = import.meta.dirname;
const [laneName = 'current', ...names] = process.argv.slice(2);
const lane = laneNamed(laneName);
if (!existsSync(vsix)) throw new Error(`${vsix} is missing; run: npm run package`);
await setUpLane(lane);
await setUpBrowser();
const folder = path.join(artifacts, lane.name);
if (names.length === 0) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

const report = process.env.TEST_REPORT ?? path.join(folder, 'report.json');
const args = [
  ...['--test-reporter', 'spec', '--test-reporter-destination', 'stdout'],
  ...['--test-reporter', path.join(here, 'reporter.mjs'), '--test-reporter-destination', report],
  path.join(here, 'suites/all.mjs'),
];
const child = spawn(process.execPath, args, {
  stdio: 'inherit',
  env: { ...process.env, E2E_LANE: lane.name, E2E_ONLY: names.join('\n') },
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.once('exit', (code) => {
  process.exitCode = code ?? 1;
});
