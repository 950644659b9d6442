/** Where rules are read as they are meant, and pySigma 1.5 reads them otherwise or not at all. */

export const extensionIds = [
  'utf16le-modifier',
  'base64-bytes',
  'escaped-placeholders',
  'regex-sides',
  'fractional-counts',
] as const;

export type ExtensionId = (typeof extensionIds)[number];

/** For users all or none; single ones to see what each does. */
export type Extensions = boolean | Pick<ReadonlySet<ExtensionId>, 'has'>;

export function extendsBy(extensions: Extensions | undefined, id: ExtensionId): boolean {
  return typeof extensions === 'object' ? extensions.has(id) : (extensions ?? true);
}
