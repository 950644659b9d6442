import { writeSync } from 'node:fs';
import { buildStamp } from '../node/build-stamp.ts';
import { readCheckDocs } from '../node/check-docs.ts';
import { openDataFiles } from '../node/data-files.ts';
import type { CliIo, TextOutput } from './cli-io.ts';

interface Places {
  readonly dataFolder: string;
  /** The bundle of the language server. */
  readonly serverBundle: string;
  /** The file that starts this program. */
  readonly program: string;
}

/** How much text is collected before it is written. */
const chunkSize = 65_536;

/** The process as commands see it. `flush` writes what is still held back. */
export function processIo(places: Places): CliIo & { flush(): void } {
  const stdout = bufferedOutput(directOutput(1, () => process.stdout));
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout,
    stderr: directOutput(2, () => process.stderr, stdout),
    readStdin,
    openStdin: () => process.stdin,
    now: () => performance.now(),
    openData: () => openDataFiles(places.dataFolder),
    checkDocs: (id) => readCheckDocs(places.dataFolder, id),
    serverBundle: places.serverBundle,
    program: places.program,
    build: () => buildStamp(places.program, places.dataFolder),
    flush: () => stdout.flush(),
  };
}

/**
 * Writes at once, as long as the other side takes it; Node's stream is opened for what it does not take, or when asked about. (Opening it
 * takes longer than converting a rule.)
 */
function directOutput(fd: number, open: () => NodeJS.WriteStream, before?: { flush(): void }): TextOutput {
  const opened: { stream?: NodeJS.WriteStream } = {};
  const stream = () => {
    if (opened.stream) return opened.stream;
    opened.stream = open();
    endQuietly(opened.stream);
    return opened.stream;
  };
  return {
    write(text) {
      before?.flush();
      const rest = opened.stream ? text : writeDirectly(fd, text);
      if (rest.length > 0) stream().write(rest);
    },
    settle: () =>
      opened.stream?.writableNeedDrain ? new Promise((resolve) => opened.stream?.once('drain', resolve)) : undefined,
    get isTTY() {
      return stream().isTTY === true;
    },
    get columns() {
      return stream().columns ?? 80;
    },
  };
}

/** What could not be written. */
function writeDirectly(fd: number, text: string): Uint8Array {
  const bytes = Buffer.from(text);
  let written = 0;
  try {
    while (written < bytes.length) written += writeSync(fd, bytes, written);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') process.exit();
  }
  return bytes.subarray(written);
}

function bufferedOutput(output: TextOutput): TextOutput & { flush(): void } {
  const held: { text: string } = { text: '' };
  const flush = () => {
    if (held.text !== '') output.write(held.text);
    held.text = '';
  };
  return {
    write(text) {
      held.text += text;
      if (held.text.length >= chunkSize) flush();
    },
    flush,
    settle: () => output.settle?.(),
    get isTTY() {
      return output.isTTY;
    },
    get columns() {
      return output.columns;
    },
  };
}

/** The reader of a pipe may leave early (`| head`): that is no error, but nobody reads on. */
function endQuietly(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
