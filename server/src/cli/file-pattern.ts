/** A pattern of file names as Python's `Path.glob('**' + '/' + pattern)` reads it: `*`, `?`, `[abc]`, `[!abc]`, `**`. */
export function filePattern(pattern: string): (path: string) => boolean {
  const parts = pattern.split('/').filter((part) => part !== '' && part !== '.');
  const source = parts.map((part, index) =>
    part === '**' ? '(?:[^/]+/)*' : partSource(part, index < parts.length - 1),
  );
  const expression = new RegExp(`^(?:[^/]+/)*${source.join('')}$`);
  return (path) => expression.test(path);
}

const partSource = (part: string, more: boolean) =>
  part.replace(
    /\*+|\?|\[(!?)(\]?[^\]]*)\]|[\\^$.|+(){}[\]]/g,
    (match, not: string | undefined, set: string | undefined) => {
      if (match.startsWith('*')) return '[^/]*';
      if (match === '?') return '[^/]';
      if (set !== undefined) return `[${not ? '^' : ''}${set.replace(/[\\\]^[]/g, '\\$&')}]`;
      return `\\${match}`;
    },
  ) + (more ? '/' : '');
