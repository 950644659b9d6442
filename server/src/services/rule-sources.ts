import type { SigmaEvent } from '../evaluate/sigma-event.ts';

/** What the tests of rules need of the disk. Paths are absolute, with `/`. */
export interface RuleSources {
  exists(path: string): boolean;
  /** The YAML files below a folder; a file is itself. What cannot be entered is left out. */
  find(path: string): readonly string[];
  /** A file as text, or why there is none, in words. */
  readText(path: string): { readonly text: string } | { readonly message: string };
  /** Recorded events; what cannot be read of them in words. */
  readEvents(path: string): Promise<{ readonly events: readonly SigmaEvent[]; readonly troubles: readonly string[] }>;
}

/** Files whose content an editor holds come from there. */
export function withOpenTexts(files: RuleSources, open: Readonly<Record<string, string>>): RuleSources {
  return {
    exists: (path) => Object.hasOwn(open, path) || files.exists(path),
    find: (path) => files.find(path),
    readText(path) {
      const text = Object.hasOwn(open, path) ? open[path] : undefined;
      return text === undefined ? files.readText(path) : { text };
    },
    readEvents: (path) => files.readEvents(path),
  };
}

/** The folder that a path lies in; the root's is the root. */
export function parentFolder(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}
