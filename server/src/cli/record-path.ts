/** The `path` of a record: relative to the folder given, or a file as it was given; always with `/`. `separator` is the platform's. */
export function recordPath(given: string, below: string | undefined, separator: string): string {
  const path = below ?? given;
  return separator === '\\' ? path.replaceAll('\\', '/') : path;
}
