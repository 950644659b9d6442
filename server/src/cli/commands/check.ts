import { Command, Option } from 'commander';
import { lintProfiles } from '../../lint/config.ts';
import { serveAsWorker } from '../check/check-worker.ts';
import { type CheckOptions, formats, runCheck } from '../check/run-check.ts';
import { severities } from '../check/shown-finding.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';

export function checkCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('check')
    .description('check Sigma rules')
    .argument('<path...>', 'files, folders with .yml and .yaml files at any depth, or - for standard input')
    .addOption(new Option('--format <format>', 'how findings are printed').choices(formats).default('text'))
    .addOption(new Option('--json', 'print one JSON object a line, as --format json').implies({ format: 'json' }))
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when there are findings of this severity or worse')
        .choices([...severities, 'none'])
        .default('warning'),
    )
    .addOption(new Option('--profile <profile>', 'which checks run, whatever the project says').choices(lintProfiles))
    .option(
      '-c, --validation-config <file>',
      'take the checks from a validator file of sigma-cli, instead of a profile',
    )
    .option('--config <file>', 'take this configuration, instead of the nearest .sigmasmith.yml above each file')
    .option('--no-config', 'use no configuration of a project')
    .option('--fix', 'apply the fixes that keep what rules match')
    .option('--unsafe-fixes', 'with --fix or --diff: also those that need a look')
    .option('--diff', 'print what --fix would change, and change nothing; exits with 1 when that is something')
    .option('--within <folder>', 'look at all rules below this folder, but tell only of the paths')
    .option('--only-sigma', 'pass over YAML that is no Sigma, also when it is named')
    .option('--since <revision>', 'tell only of files that changed since the branch left this revision of Git')
    .option('--stdin-filename <name>', 'the name that standard input is checked under')
    .option('--cache <folder>', 'keep results there, instead of in your own cache folder')
    .option('--no-cache', 'check everything again')
    .action(async (paths: string[], options: CheckOptions) => {
      if (!serveAsWorker(io)) done(await runCheck(paths, options, io));
    });
}
