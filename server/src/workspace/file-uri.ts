/**
 * `file:` URIs and paths, for Windows and POSIX alike and without Node. Paths always use `/`, which Windows accepts too; drive letters
 * are lower case, as VS Code writes them.
 */

const drive = /^[A-Za-z]:(?=\/|$)/;

/** The path that a `file:` URI names (`file:///c%3A/rules/a.yml` → `c:/rules/a.yml`); `undefined` for other schemes and broken URIs. */
export function fileUriToPath(uri: string): string | undefined {
  const match = /^file:\/\/([^/?#]*)([^?#]*)/i.exec(uri);
  if (!match) return undefined;
  const path = decode(match[2] as string);
  const host = decode(match[1] as string);
  if (path === undefined || host === undefined) return undefined;
  if (host !== '' && host.toLowerCase() !== 'localhost') return `//${host}${path}`;
  return drive.test(path.slice(1)) ? normalizePath(path.slice(1)) : path;
}

/** The URI of an absolute path, in the spelling that VS Code uses. */
export function pathToFileUri(path: string): string {
  const normal = normalizePath(path);
  if (normal.startsWith('//')) {
    const slash = normal.indexOf('/', 2);
    const host = slash < 0 ? normal.slice(2) : normal.slice(2, slash);
    return `file://${encode(host)}${slash < 0 ? '/' : encode(normal.slice(slash))}`;
  }
  return `file://${encode(normal.startsWith('/') ? normal : `/${normal}`)}`;
}

/** Backslashes of Windows paths become `/`, drive letters lower case. POSIX paths, where `\` is a letter like any other, stay as they are. */
export function normalizePath(path: string): string {
  const windows = /^[A-Za-z]:(?=[\\/]|$)|^\\\\/.test(path);
  const slashed = windows ? path.replaceAll('\\', '/') : path;
  return slashed.replace(drive, (letter) => letter.toLowerCase());
}

/** What equal paths have in common, for use as a key; `ignoreCase` where the file system takes such names as one (Windows, macOS). */
export function pathKey(path: string, options: { ignoreCase: boolean }): string {
  const normal = normalizePath(path);
  return options.ignoreCase ? normal.normalize('NFC').toLowerCase() : normal;
}

/** The last part of a path. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function encode(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}
