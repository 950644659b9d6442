/** The Python environment of the oracle: `.cache/oracle-venv`, made once from the pinned requirements.txt. */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const here = fileURLToPath(new URL('.', import.meta.url));
export const root = join(here, '..', '..');
const cache = join(root, '.cache');
const venv = join(cache, 'oracle-venv');

/** Path of the environment's Python; installs the requirements when they have changed. */
export function oraclePython() {
  const python = join(venv, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const requirements = join(here, 'requirements.txt');
  const mark = join(venv, 'requirements.sha256');
  const hash = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === hash) return python;
  mkdirSync(cache, { recursive: true });
  const options = { stdio: 'inherit' };
  if (!existsSync(python)) execFileSync(process.env.PYTHON ?? 'python3', ['-m', 'venv', venv], options);
  execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements], options);
  writeFileSync(mark, hash);
  return python;
}

/**
 * A Python script that answers every line of JSON with a line of JSON. `ask` resolves in order of the questions;
 * `close` ends the process.
 */
export function startOracle(script) {
  const child = spawn(oraclePython(), [join(here, script)], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  child.on('exit', (code) => {
    for (const { reject } of waiting) reject(new Error(`${script} ended with code ${code}`));
  });
  return {
    ask(question) {
      return new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(question).replace(/[\u007f-\uffff]/g, escapeUnit)}\n`);
      });
    },
    close() {
      child.stdin.end();
    },
  };
}

function escapeUnit(unit) {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
