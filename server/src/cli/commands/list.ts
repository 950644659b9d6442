import { Argument, Command } from 'commander';
import type { AnyBackendDefinition } from '../../convert/backend.ts';
import { backends, findBackend } from '../../convert/backends/index.ts';
import { BuiltinPipelines, builtinPipelines } from '../../pipeline/builtin/index.ts';
import type { CliIo, ExitCode } from '../cli-io.ts';

interface Options {
  readonly json?: boolean;
}

type Row = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** What can be listed: the rows, or `undefined` for a target that does not exist. */
type Listing = (target: AnyBackendDefinition | undefined, io: CliIo) => readonly Row[];

/** Those with a target in their name need one. */
const listings: Readonly<Record<string, { readonly needsTarget: boolean; readonly rows: Listing }>> = {
  targets: { needsTarget: false, rows: targetRows },
  formats: {
    needsTarget: true,
    rows: (target) => (target?.formats ?? []).map(({ id, description }) => ({ format: id, description })),
  },
  pipelines: { needsTarget: false, rows: pipelineRows },
  'correlation-methods': {
    needsTarget: true,
    rows: (target) =>
      Object.entries(target?.correlationMethods ?? {}).map(([method, description]) => ({ method, description })),
  },
  options: {
    needsTarget: true,
    rows: (target) => Object.entries(target?.options ?? {}).map(([option, description]) => ({ option, description })),
  },
};

export function listCommand(io: CliIo, done: (code: ExitCode) => void): Command {
  return new Command('list')
    .description('list targets, pipelines, and the formats, correlation methods and options of a target')
    .addArgument(new Argument('<what>', 'what to list').choices(Object.keys(listings)))
    .argument('[target]', 'of which target; pipelines without one are all')
    .option('--json', 'print one JSON object a line')
    .action((what: string, name: string | undefined, options: Options, command: Command) => {
      const { needsTarget, rows } = listings[what]!;
      const target = name === undefined ? undefined : findBackend(name);
      const known = backends.map(({ id }) => id).join(', ');
      if (name !== undefined && !target) command.error(`error: There is no target "${name}". Use one of: ${known}.`);
      if (needsTarget && !target) command.error(`error: Say of which target: ${known}.`);
      const listed = rows(target, io);
      io.stdout.write(options.json ? listed.map((row) => `${JSON.stringify(row)}\n`).join('') : table(listed));
      done(0);
    });
}

function targetRows(): readonly Row[] {
  return backends.map(({ id, aliases, label, requiresPipeline }) => ({
    target: id,
    language: label,
    'needs a pipeline': requiresPipeline,
    'other names': aliases,
  }));
}

function pipelineRows(target: AnyBackendDefinition | undefined, io: CliIo): readonly Row[] {
  const builtin = new BuiltinPipelines(io.openData());
  const names = target ? [target.id, ...target.aliases] : [];
  return builtinPipelines.flatMap(({ id, aliases }) => {
    const { priority, name = '', allowedBackends } = builtin.get(id)!;
    const suits = !target || allowedBackends.size === 0 || names.some((each) => allowedBackends.has(each));
    if (!suits) return [];
    return { pipeline: id, priority, name, targets: [...allowedBackends], 'other names': aliases };
  });
}

/** Columns below their titles. */
function table(rows: readonly Row[]): string {
  const [first] = rows;
  if (!first) return 'There are none.\n';
  const titles = Object.keys(first);
  const lines = [titles, ...rows.map((row) => titles.map((title) => cell(row[title])))];
  const widths = titles.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map(
      (line) =>
        `${line
          .map((text, column) => text.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}

function cell(value: Row[string] | undefined): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.join(', ');
  return String(value ?? '');
}
