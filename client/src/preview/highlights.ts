import * as vscode from 'vscode';
import type { RangeMapping } from '../../../server/src/protocol/convert.ts';
import { toRange } from '../to-range.ts';
import { distinct, selectedMappings, withSameRule } from './mappings.ts';
import type { Preview } from './preview.ts';

/** Marks what belongs together in a rule and its previews, and what a preview has to say about itself. */
export class Highlights implements vscode.Disposable {
  readonly #counterpart = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.findMatchHighlightBackground'),
    borderRadius: '2px',
    fontWeight: 'bold',
    overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.findMatchForeground'),
  });
  readonly #origin = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor('editor.wordHighlightStrongBackground'),
    borderRadius: '2px',
  });
  readonly #stale = vscode.window.createTextEditorDecorationType({ opacity: '0.45' });
  readonly #message = vscode.window.createTextEditorDecorationType({
    after: { color: new vscode.ThemeColor('editorWarning.foreground'), fontStyle: 'italic' },
  });

  /** Follows the cursor of an editor with a rule or a preview of it. */
  follow(editor: vscode.TextEditor, previews: readonly Preview[]): void {
    const { document, selections } = editor;
    const current = previews.filter((preview) => isCurrent(preview));
    const origin = current.find(({ uri }) => isSame(uri, document.uri));
    const side = origin ? 'query' : 'rule';
    const sources = origin ? [origin] : current;
    const chosen = sources.flatMap(({ shown }) =>
      selections.flatMap((selection) => selectedMappings(shown?.mappings ?? [], side, plain(selection))),
    );
    const ruleRanges = distinct(chosen.map(({ rule }) => rule));
    for (const preview of previews) {
      const mappings = current.includes(preview) ? (preview.shown?.mappings ?? []) : [];
      const matching = preview === origin ? chosen : withSameRule(mappings, chosen);
      this.#mark(preview.uri, distinct(matching.map(({ query }) => query)), editor);
    }
    const [first] = previews;
    if (first) this.#mark(first.rule, ruleRanges, editor);
  }

  /** Shows whether the text of a preview is up to date, and why it is not. */
  describe(preview: Preview): void {
    const [error] = preview.latest?.errors ?? [];
    for (const editor of editorsOf(preview.uri)) {
      const last = editor.document.lineAt(Math.max(0, editor.document.lineCount - 1)).range;
      const whole = new vscode.Range(0, 0, last.end.line, last.end.character);
      editor.setDecorations(this.#stale, preview.isStale && preview.shown ? [whole] : []);
      const contentText = error && `Not converted: ${oneLine(error.message)}`;
      editor.setDecorations(
        this.#message,
        contentText ? [{ range: whole, hoverMessage: error.message, renderOptions: { after: { contentText } } }] : [],
      );
    }
  }

  clear(uri: vscode.Uri): void {
    for (const editor of editorsOf(uri)) this.#decorate(editor, [], []);
  }

  #mark(uri: vscode.Uri, ranges: readonly RangeMapping['rule'][], origin: vscode.TextEditor): void {
    const marked = ranges.map(toRange);
    for (const editor of editorsOf(uri)) {
      if (editor === origin) {
        this.#decorate(editor, marked, []);
        continue;
      }
      this.#decorate(editor, [], marked);
      const [first] = marked;
      if (first) editor.revealRange(first, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
    }
  }

  #decorate(editor: vscode.TextEditor, origin: readonly vscode.Range[], counterpart: readonly vscode.Range[]): void {
    editor.setDecorations(this.#origin, origin);
    editor.setDecorations(this.#counterpart, counterpart);
  }

  dispose(): void {
    for (const type of [this.#counterpart, this.#origin, this.#stale, this.#message]) type.dispose();
  }
}

/** Whether the ranges of a preview are those of its rule and text as they are now. */
function isCurrent({ rule, shown, isStale, version }: Preview): boolean {
  const document = vscode.workspace.textDocuments.find(({ uri }) => isSame(uri, rule));
  return shown !== undefined && !isStale && document?.version === version;
}

function editorsOf(uri: vscode.Uri): readonly vscode.TextEditor[] {
  return vscode.window.visibleTextEditors.filter(({ document }) => isSame(document.uri, uri));
}

function isSame(a: vscode.Uri, b: vscode.Uri): boolean {
  return a.toString() === b.toString();
}

function plain({ start, end }: vscode.Range): RangeMapping['rule'] {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}

function oneLine(message: string): string {
  const text = message.replace(/\s+/g, ' ');
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
