/** Streams events from files and from standard input. */
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { EventReader } from '../evaluate/event-reader.ts';
import type { SigmaEvent } from '../evaluate/sigma-event.ts';

/** Small enough that texts do not outlive the next garbage collection. */
const pieceSize = 1 << 16;

export interface EventSink {
  /** Called for each event in order. */
  onEvent(event: SigmaEvent): void;
  /** What cannot be read, in words. */
  onTrouble(message: string): void;
  /** Waited for between pieces: gives a slow reader of the output time to catch up. */
  settle?(): Promise<void> | undefined;
}

/** Reads JSON as it comes, and EVTX. Rejects when the file itself cannot be read. */
export async function readEvents(source: string | AsyncIterable<Uint8Array>, sink: EventSink): Promise<void> {
  const bytes = typeof source === 'string' ? createReadStream(source, { highWaterMark: pieceSize }) : source;
  const reader = new EventReader();
  const decoder = new StringDecoder('utf8');
  const evtx: Uint8Array[] = [];
  const pass = ({ events, troubles }: ReturnType<EventReader['push']>): void => {
    for (const event of events) sink.onEvent(event);
    for (const trouble of troubles) sink.onTrouble(trouble);
  };
  let isFirst = true;
  for await (const piece of bytes) {
    if (evtx.length > 0 || (isFirst && isEvtx(piece))) evtx.push(piece);
    else pass(reader.push(decoder.write(asBuffer(piece))));
    isFirst = false;
    const settled = sink.settle?.();
    if (settled) await settled;
  }
  pass(reader.push(decoder.end()));
  pass(reader.end());
  if (evtx.length === 0) return;
  const { readEvtx } = await import('./read-evtx.ts');
  readEvtx(
    Buffer.concat(evtx),
    (event) => sink.onEvent(event),
    (trouble) => sink.onTrouble(trouble),
  );
}

function isEvtx(piece: Uint8Array): boolean {
  return asBuffer(piece).subarray(0, 8).toString('latin1') === 'ElfFile\0';
}

function asBuffer(piece: Uint8Array): Buffer {
  return Buffer.isBuffer(piece) ? piece : Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength);
}
