/** A file name without extension for a title: lower-case letters and digits with single dashes, at most 80 characters. */
export function slug(title: string): string {
  const words = title
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu);
  const name = (words ?? []).join('-').slice(0, 80).replace(/-$/, '');
  return name || 'sigma-rule';
}
