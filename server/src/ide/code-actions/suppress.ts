/** Comments that silence a check: on one line, in one rule of several, or in the whole file. */
import { lineEndOf } from '../../base/line-ends.ts';
import type { TextEdit } from '../../lint/define-rule.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { YamlNode } from '../../yaml/nodes.ts';

/** `undefined` where no comment can stand: within a value of several lines. */
export function disableOnLine({ text, yaml }: SigmaParse, id: string, offset: number): TextEdit | undefined {
  const start = lineStart(text, offset);
  if (yaml.documents.some(({ root }) => root && isWithinScalar(root, start))) return undefined;
  const above = text.slice(lineStart(text, start - 1), start);
  const known =
    start === 0
      ? null
      : /^[ \t]*#[ \t]*sigmasmith-disable-next-line[ \t]+[\w,\t -]*?(?=[ \t]*(?:--.*)?\r?\n$)/.exec(above);
  if (known) return insertion(lineStart(text, start - 1) + known[0].length, `, ${id}`);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  return insertion(start, `${indent}# sigmasmith-disable-next-line ${id}${lineEndOf(text)}`);
}

export function disableInFile({ text }: SigmaParse, id: string): TextEdit {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const known = /^#[ \t]*sigmasmith-disable[ \t]+[\w,\t -]*?(?=[ \t]*(?:--.*)?(?:\r?\n|$))/.exec(text.slice(start));
  if (known) return insertion(start + known[0].length, `, ${id}`);
  return insertion(start, `# sigmasmith-disable ${id}${lineEndOf(text)}`);
}

/** Around one rule of a file with several; `undefined` where the file is the rule. */
export function disableInRule({ text, yaml }: SigmaParse, id: string, document: number): TextEdit[] | undefined {
  const { documents } = yaml;
  const span = documents[document]?.span;
  if (documents.length < 2 || !span) return undefined;
  const newline = text.indexOf('\n', span.start);
  const isFirst = document === 0 && !text.slice(0, span.start).includes('---');
  if (!isFirst && (newline < 0 || newline >= span.end)) return undefined;
  const start = isFirst ? span.start : newline + 1;
  const disable = insertion(start, `# sigmasmith-disable ${id}${lineEndOf(text)}`);
  if (document === documents.length - 1) return [disable];
  return [disable, insertion(span.end, `# sigmasmith-enable ${id}${lineEndOf(text)}`)];
}

function insertion(at: number, newText: string): TextEdit {
  return { span: { start: at, end: at }, newText };
}

function lineStart(text: string, offset: number): number {
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

function isWithinScalar(node: YamlNode, offset: number): boolean {
  if (offset <= node.span.start || offset >= node.span.end) return false;
  if (node.kind === 'scalar') return true;
  if (node.kind === 'seq') return node.items.some((item) => isWithinScalar(item, offset));
  return node.pairs.some(({ key, value }) => isWithinScalar(key, offset) || isWithinScalar(value, offset));
}
