#!/usr/bin/env node
/** Composition root of the command line: hands the process to `runCli`. */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { processIo } from './cli/process-io.ts';
import { runCli } from './cli/run-cli.ts';

const dist = dirname(dirname(fileURLToPath(import.meta.url)));
const io = processIo({ dataFolder: join(dist, 'data'), serverBundle: join(dist, 'server.cjs') });

process.exitCode = await runCli(process.argv.slice(2), io);
io.flush();
