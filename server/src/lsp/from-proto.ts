import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import type { Span } from '../base/span.ts';
import {
  defaultServerSettings,
  type InlayHintKinds,
  lintProfileNames,
  type ServerSettings,
} from '../protocol/session.ts';

/** A range of lines and UTF-16 characters as offsets. */
export function toSpan(document: TextDocument, { start, end }: Range): Span {
  return { start: document.offsetAt(start), end: document.offsetAt(end) };
}

/** The settings that an editor sent, in whatever shape: what is missing or of another type stays as it was. */
export function toServerSettings(sent: unknown, current: ServerSettings = defaultServerSettings): ServerSettings {
  if (typeof sent !== 'object' || sent === null) return current;
  const { debounce, yamlSyntaxErrors, trusted, lintProfile, lintWholeWorkspace, inlayHints } = sent as Record<
    string,
    unknown
  >;
  return {
    debounce: typeof debounce === 'number' && debounce >= 0 ? Math.min(debounce, 10_000) : current.debounce,
    yamlSyntaxErrors: typeof yamlSyntaxErrors === 'boolean' ? yamlSyntaxErrors : current.yamlSyntaxErrors,
    trusted: typeof trusted === 'boolean' ? trusted : current.trusted,
    lintProfile: lintProfileNames.find((name) => name === lintProfile) ?? current.lintProfile,
    lintWholeWorkspace: typeof lintWholeWorkspace === 'boolean' ? lintWholeWorkspace : current.lintWholeWorkspace,
    inlayHints: toHintKinds(inlayHints, current.inlayHints),
  };
}

function toHintKinds(sent: unknown, current: InlayHintKinds): InlayHintKinds {
  if (typeof sent !== 'object' || sent === null) return current;
  const kinds = sent as Record<string, unknown>;
  const switchOf = (name: keyof InlayHintKinds) => {
    const value = kinds[name];
    return typeof value === 'boolean' ? value : current[name];
  };
  return {
    variants: switchOf('variants'),
    logSources: switchOf('logSources'),
    techniques: switchOf('techniques'),
  };
}
