// Writes the compiled code of a quick command's bundle beside it: node scripts/compile.mjs dist/cli/quick/NAME.cjs dist FLAG…
// The command runs on a sample first, so that the functions that every run needs are among the code.
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';

const sample = `title: Sample
id: 8d1487f1-7664-4bda-83b5-cb2f79491b6a
status: test
description: Shows what rules usually have.
references:
    - https://example.com/report
author: Sample
date: 2024-01-02
tags:
    - attack.execution
    - attack.t1059.001
logsource:
    category: process_creation
    product: windows
detection:
    selection_image:
        - Image|endswith: '\\sample.exe'
        - OriginalFileName: 'Sample.exe'
    selection_line:
        CommandLine|contains|all:
            - ' -a '
            - '/b*'
        CommandLine|re: 'a.+b'
        ParentProcessId: 4
    filter_main:
        User: null
    condition: all of selection_* and not 1 of filter_*
falsepositives:
    - Unknown
level: low
`;

/** Command lines that warm a command up; SAMPLE is a file with a rule. */
const warmUps = {
  check: [
    ['check', 'SAMPLE'],
    ['check', '--no-cache', '--profile', 'strict', 'SAMPLE'],
  ],
  convert: [
    ['convert', '-t', 'splunk', '-p', 'splunk_windows', 'SAMPLE'],
    ['convert', '-t', 'lucene', '-p', 'ecs_windows', 'SAMPLE'],
    ['convert', '-t', 'kusto', '-p', 'microsoft_xdr', '--json', 'SAMPLE'],
  ],
};

// What ran once is needed as well. V8 compares its flags with those of the code, so they are as the command has them in the end.
setFlagsFromString('--no-flush-bytecode');
const [file, dist, ...flags] = process.argv.slice(2);
for (const flag of flags) setFlagsFromString(flag);
const script = new Script(readFileSync(file, 'latin1'), { filename: file });
const module = { exports: {} };
script.runInThisContext()(module, module.exports, createRequire(file));

const folder = mkdtempSync(join(tmpdir(), 'compile-'));
try {
  const rule = join(folder, 'sample.yml');
  writeFileSync(rule, sample);
  for (const argv of warmUps[basename(file).split('-')[0]])
    await module.exports.main(
      argv.map((argument) => (argument === 'SAMPLE' ? rule : argument)),
      dist,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
setFlagsFromString('--flush-bytecode');
const code = file.replace(/cjs$/, 'code');
writeFileSync(`${code}.${process.pid}`, script.createCachedData());
renameSync(`${code}.${process.pid}`, code);
process.exitCode = 0;
