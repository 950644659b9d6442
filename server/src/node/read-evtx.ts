/** Events of Windows' own log files (EVTX). */
import { EvtxFile } from '@ts-evtx/core';
import type { SigmaEvent } from '../evaluate/sigma-event.ts';
import { eventFromXml } from '../evaluate/xml-event.ts';

/** Calls `onEvent` for each record in order and `onTrouble` for what cannot be read. */
export function readEvtx(
  bytes: Uint8Array,
  onEvent: (event: SigmaEvent) => void,
  onTrouble: (message: string) => void,
): void {
  try {
    // The library opens paths only, of up to 100 MB; what it makes of them is this.
    const file: EvtxFile = Reflect.construct(EvtxFile, [bytes]);
    for (const chunk of file.chunks()) {
      try {
        for (const record of chunk.records()) readRecord(record, onEvent, onTrouble);
      } catch (error) {
        onTrouble(`a part of the log is damaged: ${reason(error)}`);
      }
    }
  } catch (error) {
    onTrouble(`this is no readable EVTX file: ${reason(error)}`);
  }
}

function readRecord(
  record: { recordNum(): bigint; renderXml(): string },
  onEvent: (event: SigmaEvent) => void,
  onTrouble: (message: string) => void,
): void {
  let event: SigmaEvent | undefined;
  try {
    event = eventFromXml(record.renderXml());
  } catch (error) {
    onTrouble(`record ${record.recordNum()} cannot be read: ${reason(error)}`);
    return;
  }
  if (event === undefined) onTrouble(`record ${record.recordNum()} is no event`);
  else onEvent(event);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
