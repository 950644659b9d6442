import { stringList } from './answer.ts';
import type { JsonValue } from './deploy-target.ts';

/** Tags as we write them: `Sigma`, `sigma-id-<id>`, and those of the rule (`attack.t1059`). All others are somebody's own. */
const ours = /^(?:Sigma|sigma-id-[0-9a-f-]{36}|[a-z0-9_-]+\.[a-z0-9_.-]+)$/;

export function ownTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => ours.test(tag));
}

/** The wanted tags, and those of the remote rule that a person put there. */
export function withForeignTags(wanted: JsonValue | undefined, remote: readonly string[]): string[] {
  return [...stringList(wanted), ...remote.filter((tag) => !ours.test(tag))];
}
