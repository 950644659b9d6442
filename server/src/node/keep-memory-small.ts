import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often is looked whether the process rests, in milliseconds. */
const interval = 5_000;

/** A process that used less of the processor since the last look rests, in milliseconds. */
const restingBelow = 50;

/** A heap of fewer megabytes is not worth the trouble. */
const worthFrom = 64;

export interface MemoryHost {
  /** Milliseconds of processor time so far. */
  processorTime(): number;
  /** Megabytes that the heap takes from the system. */
  heapSize(): number;
  /** Frees what nobody needs any more. */
  collect(): void;
}

/**
 * V8 keeps the memory of its busiest moment, though editing makes much that is soon forgotten. A look finds the process at rest after it
 * was busy: then it is the moment to give that back.
 */
export function memoryWatcher({ processorTime, heapSize, collect }: MemoryHost): () => void {
  let before = processorTime();
  let wasBusy = false;
  return () => {
    const now = processorTime();
    const isResting = now - before < restingBelow;
    before = now;
    if (!isResting) wasBusy = true;
    else if (wasBusy && heapSize() > worthFrom) {
      wasBusy = false;
      collect();
      before = processorTime();
    }
  };
}

/**
 * Keeps the heap near what is alive: V8 would let it grow fourfold before it cleans up, and shrinks whenever this
 * process rests. To be called first. It does not keep the process alive.
 */
export function keepMemorySmall(): void {
  setFlagsFromString('--heap-growing-percent=150');
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as (options: { type: 'major'; execution: 'async' }) => Promise<void>;
  const look = memoryWatcher({
    processorTime() {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1_000;
    },
    heapSize: () => process.memoryUsage().heapTotal / 2 ** 20,
    collect: () => void gc({ type: 'major', execution: 'async' }),
  });
  setInterval(look, interval).unref();
}
