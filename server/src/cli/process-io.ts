import { openDataFiles } from '../node/data-files.ts';
import type { CliIo, TextOutput } from './cli-io.ts';

interface Places {
  readonly dataFolder: string;
  /** The bundle of the language server. */
  readonly serverBundle: string;
}

/** How much text is collected before it is written. */
const chunkSize = 65_536;

/** The process as commands see it. `flush` writes what is still held back. */
export function processIo(places: Places): CliIo & { flush(): void } {
  const stdout = bufferedOutput(process.stdout);
  return {
    cwd: process.cwd(),
    env: process.env,
    stdout,
    stderr: output(process.stderr, stdout),
    readStdin,
    openStdin: () => process.stdin,
    now: () => performance.now(),
    openData: () => openDataFiles(places.dataFolder),
    serverBundle: places.serverBundle,
    flush: () => stdout.flush(),
  };
}

function output(stream: NodeJS.WriteStream, before: { flush(): void }): TextOutput {
  endQuietly(stream);
  return {
    write(text) {
      before.flush();
      stream.write(text);
    },
    isTTY: stream.isTTY === true,
    columns: stream.columns ?? 80,
  };
}

function bufferedOutput(stream: NodeJS.WriteStream): TextOutput & { flush(): void } {
  endQuietly(stream);
  const held: { text: string } = { text: '' };
  const flush = () => {
    if (held.text !== '') stream.write(held.text);
    held.text = '';
  };
  return {
    write(text) {
      held.text += text;
      if (held.text.length >= chunkSize) flush();
    },
    flush,
    settle: () => (stream.writableNeedDrain ? new Promise((resolve) => stream.once('drain', resolve)) : undefined),
    isTTY: stream.isTTY === true,
    columns: stream.columns ?? 80,
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
