import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { CliIo, ExitCode } from '../../server/src/cli/cli-io.ts';
import { runCli } from '../../server/src/cli/run-cli.ts';
import { openDataFiles } from '../../server/src/node/data-files.ts';

export const repository = join(import.meta.dirname, '../..');
const rulesFolder = join(repository, 'server/src/lint/rules');

/** A folder with files, removed by `dispose`. Names may hold `/`. */
export function temporaryFolder(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const path = mkdtempSync(join(tmpdir(), 'sigmasmith-'));
  const write = (name: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  };
  for (const [name, content] of Object.entries(files)) write(name, content);
  return { path, write, dispose: () => rmSync(path, { recursive: true, force: true }) };
}

export interface CliResult {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CliOptions {
  readonly cwd: string;
  readonly stdin?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly isTTY?: boolean;
}

/** Runs a command line in this process. */
export async function cli(argv: readonly string[], options: CliOptions): Promise<CliResult> {
  const texts = { stdout: '', stderr: '' };
  const output = (name: keyof typeof texts) => ({
    write: (text: string) => {
      texts[name] += text;
    },
    isTTY: options.isTTY === true,
    columns: 80,
  });
  const io: CliIo = {
    cwd: options.cwd,
    env: options.env ?? {},
    stdout: output('stdout'),
    stderr: output('stderr'),
    readStdin: async () => Buffer.from(options.stdin ?? ''),
    openStdin: async function* () {
      yield Buffer.from(options.stdin ?? '');
    },
    now: () => performance.now(),
    openData: () => openDataFiles(join(repository, 'corpus')),
    serverBundle: join(repository, 'dist/server.cjs'),
    build: () => 'test',
    checkDocs: (id) => {
      const file = readdirSync(rulesFolder, { recursive: true, encoding: 'utf8' }).find(
        (name) => basename(name) === `${id}.md`,
      );
      return file === undefined ? undefined : readFileSync(join(rulesFolder, file), 'utf8');
    },
  };
  const code = await runCli(argv, io);
  return { code, ...texts };
}

/** The objects of a JSON Lines text. */
export function jsonLines<T = Record<string, unknown>>(text: string): T[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as T]));
}
