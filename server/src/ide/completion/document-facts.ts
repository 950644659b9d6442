/** What the document around the cursor says of itself, read from its outline: kind, log source, selections, rules it names. */
import { type LogSource, type LogSourceKeys, loadLogSources } from '../../data/log-sources.ts';
import type { DocumentKind } from '../sigma-keys.ts';
import type { CompletionInput } from './completion-input.ts';
import { flowScalars, unquoted } from './flow.ts';
import { childNamed, type Outline, type OutlineDocument, type OutlineNode } from './outline.ts';

export function documentKind(root: OutlineNode): DocumentKind {
  if (childNamed(root, 'correlation')) return 'correlation';
  return childNamed(root, 'filter') ? 'filter' : 'rule';
}

/** The text of a scalar, without quotes. */
export function scalarOf(text: string, node: OutlineNode | undefined): string | undefined {
  if (!node || node.style === 'none') return undefined;
  return unquoted(text.slice(node.value.start, node.value.end)) || undefined;
}

/** A list of scalars in either style, or the one scalar that stands for a list. */
export function scalarsOf(text: string, node: OutlineNode | undefined): string[] {
  if (!node) return [];
  if (node.style !== 'none') return flowScalars(text.slice(node.value.start, node.value.end));
  return node.children.flatMap((child) => scalarOf(text, child) ?? []);
}

/**
 * The mappings that a document consists of, the closest first: with `action: global` and `action: repeat` parts of it stand in documents
 * above.
 */
export function rootsOf({ text, documents }: Outline, document: OutlineDocument): readonly OutlineNode[] {
  let template: readonly OutlineNode[] = [];
  let previous: readonly OutlineNode[] = [];
  for (const each of documents) {
    const action = scalarOf(text, childNamed(each.root, 'action'));
    const above = action === 'repeat' ? previous : action === undefined ? template : [];
    const roots = [each.root, ...above];
    if (each === document) return roots;
    if (action === 'global') template = [each.root];
    if (action === 'reset') template = [];
    else if (each.root.children.length > 0) previous = roots;
  }
  return [document.root];
}

/** The log source of a document, whichever of its parts says it. */
export function logsourceIn(outline: Outline, document: OutlineDocument): LogSourceKeys {
  const [own = {}, ...above] = rootsOf(outline, document).map((root) => logsourceOf(outline.text, root));
  const from = (key: keyof LogSourceKeys) => own[key] ?? above.find((each) => each[key] !== undefined)?.[key];
  return { product: from('product'), category: from('category'), service: from('service') };
}

function logsourceOf(text: string, root: OutlineNode): LogSourceKeys {
  const node = childNamed(root, 'logsource');
  if (node?.style === 'flow') {
    const part = (key: string) =>
      new RegExp(`[{,]\\s*${key}\\s*:\\s*['"]?([^,}'"]+)`)
        .exec(text.slice(node.value.start, node.value.end))?.[1]
        ?.trim();
    return { product: part('product'), category: part('category'), service: part('service') };
  }
  const part = (key: string) => scalarOf(text, childNamed(node, key));
  return { product: part('product'), category: part('category'), service: part('service') };
}

const notSelections = new Set(['condition', 'timeframe', 'rules']);

/** Names of the selections of the rule or filter at the cursor. */
export function selectionNames(outline: Outline): string[] {
  const names = rootsOf(outline, outline.at.document).flatMap((root) => {
    const section = childNamed(root, 'detection') ?? childNamed(root, 'filter');
    return (section?.children ?? []).flatMap(({ key }) => (key && !notSelections.has(key) ? key : []));
  });
  return [...new Set(names)];
}

export interface KnownRule {
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly title: string | undefined;
  readonly kind: DocumentKind;
  readonly logsource: LogSourceKeys | undefined;
}

/** The other rules of the same file. */
export function rulesOfFile(outline: Outline): KnownRule[] {
  const { text, documents, at } = outline;
  return documents
    .filter((document) => document !== at.document && document.root.children.length > 0)
    .map((document) => ({
      id: scalarOf(text, childNamed(document.root, 'id')),
      name: scalarOf(text, childNamed(document.root, 'name')),
      title: scalarOf(text, childNamed(document.root, 'title')),
      kind: documentKind(document.root),
      logsource: rootsOf(outline, document).some((each) => childNamed(each, 'logsource'))
        ? logsourceIn(outline, document)
        : undefined,
    }));
}

/** Log sources of the rule, or of the rules that a correlation names. */
export function logSourcesAt(outline: Outline, input: CompletionInput): readonly LogSource[] {
  const table = input.data.table(loadLogSources);
  if (!table) return [];
  const { root } = outline.at.document;
  if (documentKind(root) !== 'correlation') return table.matching(logsourceIn(outline, outline.at.document));
  const wanted = scalarsOf(outline.text, childNamed(childNamed(root, 'correlation'), 'rules'));
  const keys = wanted.flatMap((reference) => logsourceOfRule(reference, outline, input) ?? []);
  return [...new Set(keys.flatMap((each) => table.matching(each)))];
}

function logsourceOfRule(
  reference: string,
  outline: Outline,
  { workspace }: CompletionInput,
): LogSourceKeys | undefined {
  const own = rulesOfFile(outline).find(({ id, name }) => id === reference || name === reference);
  if (own) return own.logsource;
  const found = workspace?.withName(reference)[0] ?? workspace?.withId(reference)[0];
  return found?.rule.logsource;
}

/** Fields that the document uses in its detections already. */
export function usedFields(root: OutlineNode): string[] {
  const section = childNamed(root, 'detection') ?? childNamed(root, 'filter');
  const names = new Set<string>();
  const visit = (node: OutlineNode) => {
    for (const child of node.children) {
      const field = child.key?.split('|')[0];
      if (field) names.add(field);
      if (child.key === undefined) visit(child);
    }
  };
  for (const selection of section?.children ?? []) if (!notSelections.has(selection.key ?? '')) visit(selection);
  return [...names];
}
