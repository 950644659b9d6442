/**
 * The tables and gold rules of `corpus/`, as the core sees them. Paths are relative to that folder, with `/`. Handed down by a root and
 * asked on first use, so that a command that needs no table loads none.
 */
export interface DataFiles {
  /** The text of a file. Throws a `Failure` when it does not exist: the product ships its data. */
  read(path: string): string;
  /** Names of the files and folders in a folder, sorted by code unit; empty when there is no such folder. */
  list(folder: string): string[];
}
