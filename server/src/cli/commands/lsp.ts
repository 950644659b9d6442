import { pathToFileURL } from 'node:url';
import { Command } from 'commander';
import type { CliIo, ExitCode } from '../cli-io.ts';

export function lspCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('lsp')
    .description('serve an editor as a language server')
    .option('--stdio', 'talk over standard input and output')
    .action(async (options: { stdio?: boolean }, command: Command) => {
      if (!options.stdio) command.error("error: say how to talk: 'sigmasmith lsp --stdio'");
      // The server finds `--stdio` among the arguments of the process and ends it when the editor leaves.
      await import(pathToFileURL(io.serverBundle).href);
      done(0);
    });
}
