/** Composition root of the command line: hands the process to `runCli`. Started by `cli/start.ts`. */
import { join } from 'node:path';
import { processIo } from './cli/process-io.ts';
import { runCli } from './cli/run-cli.ts';

/** Runs a command line (without the program's name) with the data and the server of the folder `dist`. */
export async function main(argv: readonly string[], dist: string): Promise<void> {
  const io = processIo({
    dataFolder: join(dist, 'data'),
    serverBundle: join(dist, 'server.cjs'),
    program: join(dist, 'cli', 'cli.js'),
  });
  process.exitCode = await runCli(argv, io);
  io.flush();
}
