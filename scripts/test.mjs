// npm test: every suite one after the other, a summary, and a closing line "N passed, N failed".
// `npm test -- unit lsp` runs only those suites (and what they need built); `npm test -- --list` names them.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findDesktop } from '../test/e2e/desktop.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const reports = join(root, 'artifacts', 'reports');
const browserTests = process.platform !== 'win32';

const tool = (path) => join('node_modules', ...path.split('/'));
/** A program that passes or fails as a whole. */
const program = (...args) => ({ args, count: countExit });
/** Vitest over these folders. */
const vitest = (...filters) => ({
  args: [tool('vitest/vitest.mjs'), 'run', '--passWithNoTests', '--reporter=default', '--reporter=json', ...filters],
  reportOption: '--outputFile.json=',
  count: countVitest,
});
/** A program that writes `{ passed, failed, skipped }` to the file named by TEST_REPORT. */
const reporting = (...args) => ({ args, count: countReport });

const boundaries = ['lsp', 'cli', 'parity'];

/**
 * `needs` are suites that run before, also when they were not asked for; `when` says why a suite cannot run here.
 * A new suite is one entry.
 */
const suites = {
  typecheck: { ...program(tool('typescript/bin/tsc'), '-b'), group: 'check' },
  lint: { ...program(tool('@biomejs/biome/bin/biome'), 'check', '.'), group: 'check' },
  build: { ...program('scripts/build.mjs'), group: 'check' },
  unit: { ...vitest(...boundaries.flatMap((folder) => ['--exclude', `test/${folder}/**`])), needs: ['build'] },
  lsp: { ...vitest('test/lsp'), needs: ['build'] },
  cli: { ...vitest('test/cli'), needs: ['build'] },
  parity: { ...vitest('test/parity'), needs: ['build'] }, // its comparisons with recorded answers are skipped where those are missing
  engines: vitest('--config', 'test/engines/vitest.config.ts'),
  package: program('scripts/package.mjs'),
  host: { ...reporting('test/e2e/host/run.mjs', 'current'), group: 'browser', needs: ['build'], when: hasBrowserTests },
  'host-desktop': {
    ...reporting('test/e2e/host/run.mjs', 'desktop'),
    group: 'browser',
    needs: ['build'],
    when: () => Boolean(findDesktop()) || 'no desktop VS Code here (VSCODE_TEST_EXECUTABLE)',
  },
  e2e: { ...reporting('test/e2e/run.mjs', 'current'), group: 'browser', needs: ['package'], when: hasBrowserTests },
  'host-oldest': {
    ...reporting('test/e2e/host/run.mjs', 'oldest'),
    group: 'oldest',
    needs: ['build'],
    when: hasBrowserTests,
  },
  'e2e-oldest': {
    ...reporting('test/e2e/run.mjs', 'oldest'),
    group: 'oldest',
    needs: ['package'],
    when: hasBrowserTests,
  },
};

function hasBrowserTests() {
  return browserTests || 'VS Code in the browser does not run on Windows';
}

function countExit(code) {
  return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 };
}

function countVitest(code, report) {
  if (!report) return countExit(code);
  const broken = report.testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0);
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

function countReport(code, report) {
  if (!report) return { passed: 0, failed: 1, skipped: 0 };
  return { ...report, failed: code !== 0 && report.failed === 0 ? 1 : report.failed };
}

async function runSuite(name) {
  const suite = suites[name];
  const reason = suite.when?.() ?? true;
  if (reason !== true) return { name, passed: 0, failed: 0, skipped: 0, seconds: 0, note: `skipped: ${reason}` };
  console.log(`\n=== ${name} ===`);
  const file = join(reports, `${name}.json`);
  rmSync(file, { force: true });
  const began = performance.now();
  const args = suite.reportOption ? [...suite.args, suite.reportOption + file] : suite.args;
  const code = await run(args, { TEST_REPORT: file });
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
  return { name, ...suite.count(code, report), seconds: (performance.now() - began) / 1000, note: '' };
}

function run(args, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
    child.once('error', (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** The suites of these names or groups with what they need, in the order of the table. */
function select(names) {
  const wanted = new Set();
  const add = (name) => {
    wanted.add(name);
    for (const needed of suites[name].needs ?? []) add(needed);
  };
  for (const name of names) {
    const group = Object.keys(suites).filter((suite) => suite === name || suites[suite].group === name);
    if (group.length === 0) throw new Error(`there is no suite "${name}"; there are ${Object.keys(suites).join(', ')}`);
    group.forEach(add);
  }
  return Object.keys(suites).filter((name) => names.length === 0 || wanted.has(name));
}

function printSummary(results) {
  console.log('\n=== summary ===');
  for (const { name, passed, failed, skipped, seconds, note } of results) {
    const counts = `${String(passed).padStart(6)} passed ${String(failed).padStart(4)} failed ${String(skipped).padStart(4)} skipped`;
    console.log(
      `${failed > 0 ? '✗' : '✓'} ${name.padEnd(12)} ${note || `${counts} ${seconds.toFixed(1).padStart(7)} s`}`,
    );
  }
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`);
  return sum('failed');
}

async function main() {
  const names = process.argv.slice(2);
  if (names.includes('--list')) return console.log(Object.keys(suites).join('\n'));
  const selected = select(names);
  mkdirSync(reports, { recursive: true });
  const results = [];
  for (const name of selected) results.push(await runSuite(name));
  process.exitCode = printSummary(results) > 0 ? 1 : 0;
}

await main().catch((error) => {
  console.error(`npm test: ${error.message}`);
  process.exitCode = 2;
});
