/** Streams events from files and from standard input. */
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { EventReader } from '../evaluate/event-reader.ts';
import type { SigmaEvent } from '../evaluate/sigma-event.ts';

const pieceSize = 1 << 16;

/** Calls `onEvent` for each event in order and `onTrouble` for what cannot be read. Rejects when the file itself cannot be read. */
export async function readEvents(
  source: string | AsyncIterable<Uint8Array>,
  onEvent: (event: SigmaEvent) => void,
  onTrouble: (message: string) => void,
): Promise<void> {
  const bytes = typeof source === 'string' ? createReadStream(source, { highWaterMark: pieceSize }) : source;
  const reader = new EventReader();
  const decoder = new StringDecoder('utf8');
  const pass = ({ events, troubles }: ReturnType<EventReader['push']>): void => {
    for (const event of events) onEvent(event);
    for (const trouble of troubles) onTrouble(trouble);
  };
  for await (const piece of bytes) pass(reader.push(decoder.write(Buffer.from(piece as Uint8Array))));
  pass(reader.push(decoder.end()));
  pass(reader.end());
}
