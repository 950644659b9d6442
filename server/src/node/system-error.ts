const meanings: Record<string, string> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'the operation is not permitted',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is no folder',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
  EMFILE: 'too many files are open',
  ENOSPC: 'no space is left on the disk',
  EROFS: 'the file system is read-only',
  EEXIST: 'something with this name exists already',
  EIO: 'the disk reports an error',
};

/** What the operating system objects to, in words. */
export function describeSystemError(error: unknown): string {
  const code = (error as { code?: unknown } | null)?.code;
  if (typeof code === 'string' && meanings[code]) return meanings[code];
  return error instanceof Error ? error.message : String(error);
}
