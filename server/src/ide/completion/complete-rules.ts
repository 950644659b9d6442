import { fileName } from '../../workspace/file-uri.ts';
import type { IndexedRule } from '../../workspace/workspace-index.ts';
import type { CompletionInput } from './completion-input.ts';
import type { CursorContext } from './cursor-context.ts';
import { type KnownRule, rulesOfFile, scalarOf, scalarsOf } from './document-facts.ts';
import { childNamed, type OutlineNode } from './outline.ts';
import { asYaml, type Suggestion, type Suggestions } from './suggestion.ts';

/** How many rules of a workspace one answer holds; more letters bring others. */
const limit = 100;

interface Candidate {
  readonly reference: string;
  readonly title: string;
  readonly id: string | undefined;
  readonly file: string;
  readonly near: boolean;
}

export interface RuleChoice {
  /** Names may stand for ids. */
  readonly byName: boolean;
  /** Filters cannot be correlated or filtered. */
  readonly accepts: (kind: 'rule' | 'correlation' | 'filter') => boolean;
  /** References that are there already. */
  readonly taken: readonly string[];
}

/** Rules of the same file first, then those of the workspace whose name, title, id or file holds what is typed. */
export function completeRules(context: CursorContext, input: CompletionInput, choice: RuleChoice): Suggestions {
  const typed = context.prefix.trim();
  const words = typed.split(/\s+/).filter(Boolean).map(searchFor);
  const taken = new Set(choice.taken);
  const here = rulesOfFile(context.outline).flatMap((rule) => fromFile(rule, choice) ?? []);
  const known = new Set([...here.map(({ reference }) => reference), ...taken, ...ownReferences(context)]);
  const others: Candidate[] = [];
  let more = false;
  for (const candidate of workspaceRules(input, choice)) {
    if (known.has(candidate.reference) || !holds(candidate, words)) continue;
    if (others.length === limit) {
      more = true;
      break;
    }
    known.add(candidate.reference);
    others.push(candidate);
  }
  const items = [...here.filter(({ reference }) => !taken.has(reference)), ...others].map((candidate, rank) =>
    suggestionFor(candidate, context, rank),
  );
  return { items, incomplete: more || typed !== '' };
}

function ownReferences({ outline }: CursorContext): string[] {
  const { root } = outline.at.document;
  return ['id', 'name'].flatMap((key) => scalarOf(outline.text, childNamed(root, key)) ?? []);
}

function fromFile({ id, name, title, kind }: KnownRule, { byName, accepts }: RuleChoice): Candidate | undefined {
  const reference = (byName ? name : undefined) ?? id;
  if (reference === undefined || !accepts(kind)) return undefined;
  return { reference, id, title: title ?? '', file: '', near: true };
}

function* workspaceRules({ workspace }: CompletionInput, choice: RuleChoice): Generator<Candidate> {
  for (const [path, rules] of workspace?.files() ?? [])
    for (const rule of rules) {
      const candidate = fromWorkspace({ path, rule }, choice);
      if (candidate) yield candidate;
    }
}

function fromWorkspace({ path, rule }: IndexedRule, { byName, accepts }: RuleChoice): Candidate | undefined {
  const id = rule.id?.value;
  const reference = (byName ? rule.name?.value : undefined) ?? id;
  if (reference === undefined || !accepts(rule.kind)) return undefined;
  return { reference, id, title: rule.title?.value ?? '', file: fileName(path), near: false };
}

function searchFor(word: string): RegExp {
  return new RegExp(
    word.replace(/[^\w]/g, (character) => `\\${character}`),
    'i',
  );
}

function holds({ reference, id, title, file }: Candidate, words: readonly RegExp[]): boolean {
  return words.every((word) => word.test(title) || word.test(reference) || word.test(file) || (id && word.test(id)));
}

function suggestionFor(
  { reference, id, title, file, near }: Candidate,
  context: CursorContext,
  rank: number,
): Suggestion {
  const isId = reference === id;
  return {
    label: isId && title ? title : reference,
    kind: 'rule',
    insert: asYaml(reference, context),
    span: context.content,
    filter: `${reference} ${title} ${file} ${id ?? ''}`,
    group: near ? 0 : 1,
    rank,
    detail: isId ? file : title,
  };
}

/** What a list of rules holds already, without the entry at the cursor. */
export function takenReferences({ outline, content }: CursorContext, node: OutlineNode | undefined): string[] {
  const current = outline.text.slice(content.start, content.end);
  return scalarsOf(outline.text, node).filter((reference) => reference !== current);
}
