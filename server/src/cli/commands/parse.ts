import { Command } from 'commander';
import { readText } from '../../node/read-text.ts';
import { parseRecordLine } from '../../services/parse.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';
import { createProgress } from '../progress.ts';
import { findSources, withoutRuleTests } from '../sources.ts';

export function parseCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('parse')
    .description('print what Sigma files say, normalised, for other programs')
    .argument('<path...>', 'files, or folders with .yml and .yaml files at any depth; all are taken as Sigma')
    .option('--json', 'print one JSON object a line for each file (the default)')
    .action((paths: string[]) => done(parse(paths, io)));
}

function parse(paths: readonly string[], io: CliIo): ExitCode {
  const sources = withoutRuleTests(findSources(paths, io));
  const troubles = [...sources.troubles];
  const progress = createProgress(io.stderr, 'Parsing', sources.files.length, io.now);
  for (const { path, file } of sources.files) {
    const read = readText(file);
    if (read.kind === 'text') io.stdout.write(`${parseRecordLine(path, read.text)}\n`);
    else if (read.kind === 'problem') io.stdout.write(unreadableRecord(path, read));
    else troubles.push(`${path}: ${read.message}`);
    progress.tick();
  }
  progress.done();
  for (const trouble of troubles) io.stderr.write(`${trouble}\n`);
  return troubles.length > 0 ? 3 : 0;
}

/** The record of a file that is no text, where pySigma would stop too, or more text than is read. */
function unreadableRecord(
  path: string,
  { code, message }: { readonly code: string; readonly message: string },
): string {
  const error_class = code === 'yaml-limit' ? 'YamlLimit' : 'UnicodeDecodeError';
  const raises = { error_class, error: message };
  return `${JSON.stringify({ path, raises, collect_raises: raises, ok: false })}\n`;
}
