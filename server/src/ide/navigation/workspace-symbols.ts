import type { CancellationToken } from '../../base/cancellation.ts';
import { throwIfCancelled } from '../../base/cancellation.ts';
import type { RuleSummary } from '../../workspace/rule-summary.ts';
import type { IndexedRule, WorkspaceIndex } from '../../workspace/workspace-index.ts';

export interface RuleSymbol extends IndexedRule {
  /** The rule's title, and what the query matched when it was not that. */
  readonly label: string;
}

const most = 128;

/** Rules whose title, name or id goes with a query, the best first. A query matches when its letters follow each other in the text. */
export function searchRules(index: WorkspaceIndex, query: string, token: CancellationToken): RuleSymbol[] {
  const wanted = readQuery(query);
  const found: { readonly symbol: RuleSymbol; readonly score: number }[] = [];
  for (const [path, rules] of index.files()) {
    throwIfCancelled(token);
    for (const rule of rules) {
      const match = matchRule(rule, wanted);
      if (match) found.push({ symbol: { path, rule, label: match.label }, score: match.score });
    }
    if (wanted.text === '' && found.length >= most) break;
  }
  found.sort((a, b) => b.score - a.score || (a.symbol.label < b.symbol.label ? -1 : 1));
  return found.slice(0, most).map(({ symbol }) => symbol);
}

interface Query {
  readonly text: string;
  /** All letters in their order, whatever is between them. */
  readonly letters: RegExp;
  readonly mayBeId: boolean;
}

function readQuery(query: string): Query {
  const text = query.trim().toLowerCase();
  const letters = [...text.replace(/\s+/g, '')].map((letter) => letter.replace(/[\\\]^-]/, '\\$&'));
  const pattern = letters.map((letter) => `[^${letter}]*[${letter}]`).join('');
  return { text, letters: new RegExp(`^${pattern}`, 'iu'), mayBeId: /^[\da-f-]{3,}$/.test(text) };
}

function matchRule(rule: RuleSummary, query: Query): { readonly label: string; readonly score: number } | undefined {
  const title = rule.title?.value ?? 'Rule without a title';
  const byTitle = score(title, query);
  if (byTitle > 0) return { label: title, score: byTitle };
  const name = rule.name?.value ?? '';
  const byName = score(name, query);
  if (byName > 0) return { label: `${title} (${name})`, score: byName };
  const id = rule.id?.value ?? '';
  return query.mayBeId && id.includes(query.text) ? { label: `${title} (${id})`, score: 3 } : undefined;
}

/** 0 for no match; the higher the more of the query stands together, and the nearer to the beginning. */
function score(text: string, { text: wanted, letters }: Query): number {
  if (!letters.test(text)) return 0;
  const lower = text.toLowerCase();
  const at = lower.indexOf(wanted);
  const share = (wanted.length + 1) / (lower.length + 2);
  if (at < 0) return share;
  return share + (at === 0 ? 3 : /[\s_./-]/.test(lower[at - 1] ?? '') ? 2 : 1);
}
