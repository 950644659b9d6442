/** The command line: options in, services called, exit code out. It translates and does nothing else. */
import { Command, CommanderError } from 'commander';
import { Failure } from '../base/failure.ts';
import { version } from '../node/version.ts';
import type { CliIo, ExitCode } from './cli-io.ts';
import { type CommandFactory, commands } from './commands/index.ts';

/** Runs one command line (without the program's name) and gives its exit code. */
export async function runCli(argv: readonly string[], io: CliIo): Promise<ExitCode> {
  const result: { code: ExitCode } = { code: 0 };
  const done = (code: ExitCode) => {
    result.code = code;
  };
  try {
    const program = createProgram(io);
    for (const factory of await loadCommands(argv)) program.addCommand(prepare(factory(io, done), io));
    await program.parseAsync([...argv], { from: 'user' });
    return result.code;
  } catch (error) {
    return reportFailure(error, io);
  }
}

/** The command that is asked for; all of them for help and for names that need a suggestion. */
function loadCommands([name = '']: readonly string[]): Promise<CommandFactory[]> {
  if (name === '-V' || name === '--version') return Promise.resolve([]);
  const chosen = Object.hasOwn(commands, name) ? [commands[name]!] : Object.values(commands);
  return Promise.all(chosen.map((load) => load()));
}

function createProgram(io: CliIo): Command {
  const program = new Command('sigmasmith')
    .description('Generate, check, test and convert Sigma rules, offline.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command');
  return prepare(program, io);
}

/** Also prepares the sub-commands that a command brings along. */
function prepare(command: Command, io: CliIo): Command {
  for (const sub of command.commands) prepare(sub, io);
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
