import { renameSync, rmSync, type WriteFileOptions, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a file whole or not at all: into a new file beside it, which then takes its place. `finish` gets the new file before it does.
 * Throws the system's error, and leaves nothing behind.
 */
export function writeWhole(
  file: string,
  content: string,
  options: WriteFileOptions = {},
  finish?: (temporary: string) => void,
): void {
  const temporary = join(dirname(file), `.${basename(file).slice(0, 200)}.${process.pid}.tmp`);
  try {
    writeFileSync(temporary, content, options);
    finish?.(temporary);
    renameSync(temporary, file);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
}

/** What is wrong with the folder is told by the first error. */
function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // It was never there.
  }
}
