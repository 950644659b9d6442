/** Patterns of paths as people know them from `.gitignore`: without Node, the same on every system. */
import picomatch from 'picomatch/posix';

export interface PathGlobs {
  /** Whether a path (with `/`, relative to the folder of the patterns) is meant. */
  matches(path: string): boolean;
}

/**
 * A pattern without `/` means a file or folder of this name at any depth; one with `/` begins at the folder of the patterns. A folder
 * stands for everything below it. `!pattern` takes back what a pattern before it meant.
 */
export function compilePathGlobs(patterns: readonly string[], options: { ignoreCase?: boolean } = {}): PathGlobs {
  const globs = patterns.map((written) => {
    const takesBack = written.startsWith('!');
    return { takesBack, test: compile(takesBack ? written.slice(1) : written, options.ignoreCase === true) };
  });
  return {
    matches(path) {
      const last = globs.findLast(({ test }) => test(path));
      return last !== undefined && !last.takesBack;
    },
  };
}

function compile(pattern: string, nocase: boolean): (path: string) => boolean {
  // Parentheses are part of names here, as in `.gitignore`.
  const clean = pattern
    .replaceAll('\\', '/')
    .replace(/^(?:\.?\/)+/, '')
    .replace(/[()]/g, '\\$&');
  const isFolder = clean.endsWith('/');
  const trimmed = clean.replace(/\/+$/, '');
  if (trimmed === '' || trimmed === '.') return () => true;
  const anchored =
    trimmed.includes('/') || pattern.startsWith('/') || pattern.startsWith('./') ? trimmed : `**/${trimmed}`;
  const below = `${anchored}/**/*`;
  return picomatch(isFolder ? [below] : [anchored, below], { dot: true, noextglob: true, nocase });
}
