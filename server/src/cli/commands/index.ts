import type { Command } from 'commander';
import type { CliIo, ExitCode } from '../cli-io.ts';

/** One sub-command: its options, and what it does. */
export type CommandFactory = (io: CliIo, done: (code: ExitCode) => void) => Command;

/** Adding a sub-command is a file in this folder and a line here. Only the one that runs is loaded, with the layers that it needs. */
export const commands: Readonly<Record<string, () => Promise<CommandFactory>>> = {
  check: async () => (await import('./check.ts')).checkCommand,
  convert: async () => (await import('./convert.ts')).convertCommand,
  generate: async () => (await import('./generate.ts')).generateCommand,
  list: async () => (await import('./list.ts')).listCommand,
  parse: async () => (await import('./parse.ts')).parseCommand,
  test: async () => (await import('./test.ts')).testCommand,
  eval: async () => (await import('./eval.ts')).evalCommand,
  deploy: async () => (await import('./deploy.ts')).deployCommand,
  format: async () => (await import('./format.ts')).formatCommand,
  explain: async () => (await import('./explain.ts')).explainCommand,
  lsp: async () => (await import('./lsp.ts')).lspCommand,
};
