/**
 * A web page as the text that a person would read: what is hidden is not part of the report, whoever hid it. The result is plain text; nothing of the
 * page's markup, scripts or links survives.
 */
import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';

export interface PageText {
  readonly title: string;
  readonly text: string;
}

interface DomNode {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<DomNode>;
  readonly parentNode: { removeChild(node: unknown): unknown } | null;
}

interface DomElement extends DomNode {
  getAttribute(name: string): string | null;
  hasAttribute(name: string): boolean;
}

interface DomDocument {
  readonly title: string;
  readonly body: DomElement | null;
  querySelectorAll(selector: string): Iterable<DomElement>;
}

const neverShown =
  'script, style, noscript, template, iframe, object, embed, svg, canvas, audio, video, head > *, input, select, textarea, button, dialog';
const hidingStyle =
  /display\s*:\s*none|visibility\s*:\s*(hidden|collapse)|opacity\s*:\s*0(\.0+)?\s*(;|$|!)|font-size\s*:\s*0(\.\d+)?(px|em|rem|pt|%)?\s*(;|$|!)|(left|top|text-indent)\s*:\s*-\d{3,}|clip(-path)?\s*:\s*(rect\(0|inset\((50|100)%)|(^|;)\s*(max-)?(width|height)\s*:\s*0(px)?\s*(;|$|!)|transform\s*:\s*scale\(0\)/i;
const blocks = new Set(
  'ADDRESS ARTICLE ASIDE BLOCKQUOTE DD DIV DL DT FIGCAPTION FIGURE FOOTER H1 H2 H3 H4 H5 H6 HEADER HR LI MAIN NAV OL P PRE SECTION TABLE TR UL'.split(
    ' ',
  ),
);

/** Main text of an HTML page through a readability heuristic; the whole visible text where that finds nothing. */
export function pageText(html: string): PageText {
  const document = visibleDocument(html);
  const title = clean(document.title ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  const whole = document.body === null ? '' : readableText(document.body);
  const article = new Readability(visibleDocument(html) as never, {
    serializer: (node) => readableText(node as never),
  }).parse();
  const main = article?.content ?? '';
  return {
    title: clean(article?.title ?? '').trim() || title,
    text: main.length >= whole.length / 10 && main.length > 200 ? main : whole,
  };
}

function visibleDocument(html: string): DomDocument {
  const source = /<html[\s>]/i.test(html) ? html : `<!doctype html><html><head></head><body>${html}</body></html>`;
  const document = parseHTML(source).document as unknown as DomDocument;
  const title = document.title;
  for (const element of [...document.querySelectorAll(neverShown)]) {
    if (element.nodeName !== 'TITLE') element.parentNode?.removeChild(element);
  }
  for (const element of [...document.querySelectorAll('[hidden], [aria-hidden="true"], [style]')]) {
    if (isHidden(element)) element.parentNode?.removeChild(element);
  }
  return title === document.title ? document : Object.assign(document, { title });
}

function isHidden(element: DomElement): boolean {
  if (element.hasAttribute('hidden') || element.getAttribute('aria-hidden') === 'true') return true;
  return hidingStyle.test(element.getAttribute('style') ?? '');
}

/** Text with the line breaks that blocks, list items, table cells and `<br>` make; preformatted text keeps its own. */
function readableText(root: DomNode): string {
  const parts: string[] = [];
  walk(root, false, parts);
  return parts
    .join('')
    .replace(/[ \t]+\n/g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

function walk(node: DomNode, preformatted: boolean, parts: string[]): void {
  if (node.nodeType === 3) {
    const text = clean(node.textContent ?? '');
    parts.push(preformatted ? text : text.replace(/\s+/g, ' '));
    return;
  }
  if (node.nodeType !== 1 && node.nodeType !== 9 && node.nodeType !== 11) return;
  const name = node.nodeName.toUpperCase();
  if (name === 'BR') parts.push('\n');
  const isBlock = blocks.has(name);
  if (isBlock) parts.push('\n');
  if (name === 'LI') parts.push('- ');
  for (const child of node.childNodes) walk(child, preformatted || name === 'PRE', parts);
  if (name === 'TD' || name === 'TH') parts.push('\t');
  if (isBlock) parts.push('\n');
}

/** Without characters that are invisible or change the reading direction, and without control characters. */
function clean(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g,
      '',
    )
    .replace(/\u00a0/g, ' ');
}
