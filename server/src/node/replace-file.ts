import { accessSync, chmodSync, chownSync, constants, readFileSync, realpathSync, statSync } from 'node:fs';
import { Failure } from '../base/failure.ts';
import { describeSystemError } from './system-error.ts';
import { writeWhole } from './write-whole.ts';

const byteOrderMark = '\ufeff';

/**
 * Puts a new text in the place of an old one: whole or not at all, through links, with the permissions and the byte order mark of the
 * file. Throws a `Failure` when the file is not as it was read, or cannot be written.
 */
export function replaceFile(file: string, before: string, after: string): void {
  try {
    const real = realpathSync(file);
    accessSync(real, constants.W_OK);
    const content = readFileSync(real, 'utf8');
    const mark = content.startsWith(byteOrderMark) ? byteOrderMark : '';
    if (content.slice(mark.length) !== before)
      throw new Failure('ChangedMeanwhile', 'the file has changed meanwhile, so it is left as it is. Try again.');
    writeInPlace(real, mark + after);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure('NotWritten', `the file cannot be written: ${describeSystemError(error)}`, { cause: error });
  }
}

function writeInPlace(file: string, content: string): void {
  const { mode, uid, gid } = statSync(file);
  writeWhole(file, content, { flag: 'wx' }, (temporary) => {
    chmodSync(temporary, mode & 0o7777);
    keepOwner(temporary, uid, gid);
  });
}

/** Only the administrator may give files away; for everybody else the file is their own already. */
function keepOwner(file: string, uid: number, gid: number): void {
  if (process.getuid?.() !== 0) return;
  chownSync(file, uid, gid);
}
