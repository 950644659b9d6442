/** Whether a YAML document that nobody can call Sigma yet is going to be: its head is that of a rule. Asked for completion alone. */
import { documentKeys } from '../sigma-keys.ts';
import { scalarOf } from './document-facts.ts';
import { type OutlineNode, readOutline } from './outline.ts';

const headKeys: ReadonlySet<string> = new Set(
  Object.values(documentKeys).flatMap((keys) => keys.map(({ name }) => name)),
);
/** Keys whose value is a text; other programs keep mappings and lists below such names. */
const texts = ['title', 'id', 'name', 'status', 'description', 'license', 'author', 'date', 'modified', 'level'];

/**
 * Whether the document at the cursor looks like the beginning of a Sigma document: all its keys are Sigma's, and `title` is among them.
 * `among rules`: without `title`, or still empty, it does so only where other rules are.
 */
export function beginsSigma(text: string, offset: number): 'yes' | 'among rules' | 'no' {
  const { at } = readOutline(text, offset);
  const { root, span } = at.document;
  const isTyped = ({ keySpan }: OutlineNode) => at.line.start <= keySpan.start && keySpan.start <= at.line.end;
  const isBeforeColon = ({ keySpan }: OutlineNode) => offset <= keySpan.end;
  const others = root.children.filter((node) => !(isTyped(node) && isBeforeColon(node)));
  if (!others.every((node) => isOfHead(text, node))) return 'no';
  if (others.length === 0 && !isBare(text.slice(span.start, at.line.start), text.slice(at.line.end, span.end)))
    return 'no';
  return others.some(({ key }) => key === 'title') ? 'yes' : 'among rules';
}

function isOfHead(text: string, node: OutlineNode): boolean {
  if (node.key === undefined || !headKeys.has(node.key)) return false;
  if (!texts.includes(node.key)) return true;
  return node.children.length === 0 && !/^[[{]/.test(scalarOf(text, node) ?? '');
}

/** Nothing but comments and blanks around the line that is being typed. */
function isBare(...parts: readonly string[]): boolean {
  return parts.every((part) => part.split(/\r\n|\r|\n/).every((line) => /^\s*(?:#.*)?$/.test(line)));
}
