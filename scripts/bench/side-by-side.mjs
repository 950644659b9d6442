// Two commands measured in turn in the same run, so that whatever else the machine does meets both alike.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { oraclePython } from '../oracle/python.mjs';

export const sigma = () => join(dirname(oraclePython()), 'sigma');

/** Seconds on the clock, seconds of processor time and peak megabytes of one process. */
export function measure([command, ...args]) {
  const script = `import os, resource, subprocess, sys, time
start = time.perf_counter()
code = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
wall = time.perf_counter() - start
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, code)`;
  const { stdout, stderr } = spawnSync(oraclePython(), ['-c', script, command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  });
  const [wall, cpu, megabytes, code] = stdout.trim().split(' ').map(Number);
  if (wall === undefined || Number.isNaN(wall)) throw new Error(`${command} could not be measured: ${stderr}`);
  return { wall, cpu, megabytes, code };
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/**
 * Rows for one thing done by us and by another program. `turns` says how often both are measured in turn, `each` how often ours in a
 * turn. Of each the median counts, and the share is that of the medians.
 */
export function compare(name, mine, theirs, { turns = 1, each = 3, limits = {}, peer = 'sigma-cli' }) {
  const own = [];
  const other = [];
  for (let turn = 0; turn < turns; turn++) {
    for (let i = 0; i < each; i++) own.push(measure(mine));
    other.push(measure(theirs));
    if (turns === 1) own.push(measure(mine), measure(mine));
  }
  const of = (runs, key) => median(runs.map((run) => run[key]));
  const failed = [...own, ...other].find(({ code }) => code > 1);
  if (failed) throw new Error(`${name}: a run ended with ${failed.code}`);
  const share = (key) => (100 * of(own, key)) / of(other, key);
  return [
    { name, value: of(own, 'wall') * 1000, unit: 'ms', limit: limits.milliseconds },
    { name: `  ${peer}`, value: of(other, 'wall') * 1000, unit: 'ms' },
    { name: '  share of its time', value: share('wall'), unit: '%', limit: limits.share },
    { name: '  share of its processor time', value: share('cpu'), unit: '%' },
    {
      name: '  memory',
      value: Math.max(...own.map(({ megabytes }) => megabytes)),
      unit: 'MB',
      limit: limits.megabytes,
    },
  ];
}
