import type { CancellationToken } from '../../base/cancellation.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import type { IndexedRule, WorkspaceIndex } from '../../workspace/workspace-index.ts';

export interface RuleSymbol extends IndexedRule {
  /** The rule's title, and what the query matched when it was not that. */
  readonly label: string;
}

const most = 200;

/** Rules whose title, name or id goes with a query, the best first. A query matches when its letters follow each other in the text. */
export function searchRules(index: WorkspaceIndex, query: string, token: CancellationToken): RuleSymbol[] {
  const wanted = query.toLowerCase().replace(/\s+/g, '');
  const found: { readonly symbol: RuleSymbol; readonly score: number }[] = [];
  for (const [path, rules] of index.files()) {
    throwIfCancelled(token);
    for (const rule of rules) {
      const title = rule.title?.value ?? 'Rule without a title';
      const by = (text: string | undefined) => (text === undefined ? 0 : score(text, query, wanted));
      const byTitle = by(title);
      const byName = byTitle > 0 ? 0 : by(rule.name?.value);
      const byId = byTitle + byName > 0 || !/^[\da-f-]{3,}$/.test(wanted) ? 0 : by(rule.id?.value);
      if (byTitle + byName + byId === 0) continue;
      const more = byTitle > 0 ? '' : ` (${byName > 0 ? rule.name?.value : rule.id?.value})`;
      found.push({ symbol: { path, rule, label: title + more }, score: byTitle + byName + byId });
    }
  }
  found.sort((a, b) => b.score - a.score || (a.symbol.label < b.symbol.label ? -1 : 1));
  return found.slice(0, most).map(({ symbol }) => symbol);
}

/** 0 for no match; the higher the more of the query stands together, and the nearer to the beginning. */
function score(text: string, query: string, wanted: string): number {
  if (wanted === '') return 1;
  const lower = text.toLowerCase();
  const at = lower.indexOf(query.toLowerCase().trim());
  if (at >= 0) return (at === 0 ? 4 : /[\s_./-]/.test(lower[at - 1] ?? '') ? 3 : 2) + query.length / (lower.length + 1);
  let next = 0;
  for (let i = 0; i < lower.length && next < wanted.length; i++) if (lower[i] === wanted[next]) next++;
  return next === wanted.length ? wanted.length / (lower.length + 1) : 0;
}
