/** The command line: options in, services called, exit code out. It translates and does nothing else. */
import { Command, CommanderError } from 'commander';
import { Failure } from '../base/failure.ts';
import { version } from '../node/version.ts';
import type { CliIo, ExitCode } from './cli-io.ts';
import { checkCommand } from './commands/check.ts';
import { evalCommand } from './commands/eval.ts';
import { lspCommand } from './commands/lsp.ts';
import { parseCommand } from './commands/parse.ts';
import { testCommand } from './commands/test.ts';

/** One sub-command: its options, and what it does. Adding one is a file in `commands/` and a line here. */
export type CommandFactory = (io: CliIo, done: (code: ExitCode) => void) => Command;

const commands: readonly CommandFactory[] = [checkCommand, parseCommand, testCommand, evalCommand, lspCommand];

/** Runs one command line (without the program's name) and gives its exit code. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const result: { code: ExitCode } = { code: 0 };
  const program = createProgram(io, (code) => {
    result.code = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return result.code;
  } catch (error) {
    return reportFailure(error, io);
  }
}

function createProgram(io: CliIo, done: (code: ExitCode) => void): Command {
  const program = new Command('sigmasmith')
    .description('Generate, check, test and convert Sigma rules, offline.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command');
  prepare(program, io);
  for (const factory of commands) program.addCommand(prepare(factory(io, done), io));
  return program;
}

function prepare(command: Command, io: CliIo): Command {
  return command
    .exitOverride()
    .showHelpAfterError(true)
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      getOutHelpWidth: () => io.stdout.columns,
      getErrHelpWidth: () => io.stderr.columns,
    });
}

function reportFailure(error: unknown, io: CliIo): ExitCode {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof Failure) {
    io.stderr.write(`sigmasmith: ${error.message}\n`);
    return 3;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`sigmasmith: an error in Sigmasmith itself, please report it.\n${text}\n`);
  return 3;
}
