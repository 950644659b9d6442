import { stringify } from 'yaml';
import type { JsonObject } from './deploy-target.ts';

/** A rule's managed fields as text that people compare line by line: fields in the order of `like`, lists in their own order. */
export function managedText(managed: JsonObject, like: JsonObject = managed): string {
  const names = [
    ...Object.keys(like).filter((name) => name in managed),
    ...Object.keys(managed).filter((name) => !(name in like)),
  ];
  const ordered = Object.fromEntries(names.map((name) => [name, managed[name]]));
  return stringify(ordered, { lineWidth: 0 });
}
