/** Programs that reports name on command lines: what people call them, and the technique that their use by an intruder stands for. */
import type { DataFiles } from './data-files.ts';

export interface Program {
  /** `reg.exe`, `chattr`. */
  readonly file: string;
  readonly name: string;
  readonly technique: string;
}

interface ProgramsFile {
  readonly programs: Readonly<Record<string, readonly [string, string]>>;
}

/** By file name in lower case. */
export function loadPrograms(files: DataFiles, system: 'windows' | 'linux'): ReadonlyMap<string, Program> {
  const { programs } = JSON.parse(files.read(`events/${system}.json`)) as ProgramsFile;
  return new Map(Object.entries(programs).map(([file, [name, technique]]) => [file, { file, name, technique }]));
}
