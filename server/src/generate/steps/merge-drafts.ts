/** Orders drafts, drops those that look for the same, and gives each a title of its own. */

import type { RuleDraft } from './rule-draft.ts';
import { ruleId } from './write-rule.ts';

/** Behavioural rules first, in the order in which the report speaks of them. */
export function mergeDrafts(drafts: readonly RuleDraft[], providers: readonly string[]): RuleDraft[] {
  const sorted = [...drafts].sort(
    (a, b) =>
      (a.kind === b.kind ? 0 : a.kind === 'behavioral' ? -1 : 1) ||
      providers.indexOf(a.provider) - providers.indexOf(b.provider) ||
      a.position - b.position ||
      (a.title < b.title ? -1 : a.title > b.title ? 1 : 0),
  );
  const seen = new Set<string>();
  const titles = new Map<string, number>();
  const merged: RuleDraft[] = [];
  for (const draft of sorted) {
    const looksFor = lookFor(draft);
    if (seen.has(looksFor)) continue;
    seen.add(looksFor);
    const count = (titles.get(draft.title) ?? 0) + 1;
    titles.set(draft.title, count);
    merged.push(count === 1 ? draft : { ...draft, title: `${draft.title} (${count})` });
  }
  return merged;
}

function lookFor(draft: RuleDraft): string {
  return `${JSON.stringify(draft.logsource)} ${ruleId({ ...draft, techniques: [] })}`;
}
