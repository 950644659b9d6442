/** The regular files of a tar archive by name, in its order. */
export function filesOfTar(archive: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  let longName: string | undefined;
  for (let at = 0; at + 512 <= archive.length && archive[at] !== 0; ) {
    const header = archive.subarray(at, at + 512);
    const text = (start: number, length: number) =>
      header.toString('utf8', start, start + length).split('\0')[0] as string;
    const size = Number.parseInt(text(124, 12), 8) || 0;
    const content = archive.subarray(at + 512, at + 512 + size).toString('utf8');
    const type = text(156, 1);
    const prefix = text(257, 5) === 'ustar' ? text(345, 155) : '';
    const name = longName ?? (prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`);
    longName = type === 'L' ? (content.split('\0')[0] as string) : undefined;
    if (type === '0' || type === '') files.set(name, content);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
