import { edited, type Random } from './random-edits.ts';
import type { FuzzTarget } from './targets.ts';

export interface Failure {
  readonly target: string;
  readonly text: string;
  readonly complaints: readonly string[];
}

/** Longer than any of these small texts may take, in milliseconds. */
const patience = 5_000;

/** Feeds a target with one random text. */
export function tryOnce(target: FuzzTarget, random: Random): Failure | undefined {
  const text = edited(target.seeds, target.pieces, random);
  const began = performance.now();
  const complaints = readSafely(target, text);
  const took = performance.now() - began;
  if (took > patience) complaints.push(`it took ${Math.round(took)} ms`);
  return complaints.length > 0 ? { target: target.name, text, complaints } : undefined;
}

/** A shorter text with the same kind of failure, found by leaving out parts. */
export function shrink(target: FuzzTarget, failure: Failure): Failure {
  let { text } = failure;
  const kind = kindOf(failure.complaints);
  for (let size = Math.ceil(text.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < text.length; ) {
      const shorter = text.slice(0, at) + text.slice(at + size);
      if (kindOf(readSafely(target, shorter)) === kind) text = shorter;
      else at += size;
    }
  }
  return { ...failure, text, complaints: readSafely(target, text) };
}

function readSafely(target: FuzzTarget, text: string): string[] {
  try {
    return target.read(text);
  } catch (error) {
    return [`it threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`];
  }
}

function kindOf([first]: readonly string[]): string {
  return (first ?? '').split('\n')[0]?.replace(/\d+/g, '0') ?? '';
}
