/**
 * Text → documents of nodes, read exactly as PyYAML's `safe_load_all` reads it, with places, and with what can be read of broken
 * input. Must not throw, must not know Sigma.
 */
import { readDocuments } from './compose-documents.ts';
import { Composer } from './composer.ts';
import { Diagnostics } from './diagnostics.ts';
import { maxDocuments, maxTextLength } from './limits.ts';
import type { YamlStream } from './nodes.ts';
import { Scanner } from './scanner.ts';

/** Never throws. What PyYAML would raise is `error`; what people should see are the documents' problems. */
export function parseYaml(text: string): YamlStream {
  const diagnostics = new Diagnostics(text);
  if (text.length > maxTextLength) {
    return tooLarge(text, `${text.length} characters, the limit is ${maxTextLength}`, 'characters');
  }
  const characters = checkCharacters(text, diagnostics);
  const scanner = new Scanner(characters.readable, diagnostics, { wide: characters.wide });
  const documents = readDocuments(new Composer(scanner, diagnostics), text);
  if (documents === undefined) return tooLarge(text, `more than ${maxDocuments} documents`, 'documents');
  return { text, documents, error: diagnostics.error };
}

function tooLarge(text: string, size: string, unit: string): YamlStream {
  const diagnostics = new Diagnostics(text);
  const limit = unit === 'documents' ? maxDocuments : maxTextLength;
  diagnostics.failAlone({
    errorClass: 'YamlLimit',
    problem: `the text has more than ${limit} ${unit}`,
    span: { start: 0, end: 1 },
    message: `This file is too large to be read: it has ${size}. Split it into smaller files.`,
  });
  const document = { span: { start: 0, end: text.length }, root: null, problems: diagnostics.takeProblems() };
  return { text, documents: [document], error: diagnostics.error };
}

const ascii = /^[\t\n\r\x20-\x7e]*$/;
const notPrintable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const allNotPrintable = new RegExp(notPrintable.source, 'gu');

/**
 * PyYAML reads nothing when a character is not allowed. We report it and read it as U+FFFD.
 * `wide` tells whether columns differ from offsets. pyyaml: reader.py#check_printable
 */
function checkCharacters(text: string, diagnostics: Diagnostics): { readable: string; wide: boolean } {
  if (ascii.test(text)) return { readable: text, wide: false };
  const wide = /[\ud800-\udfff\ufeff]/.test(text);
  const match = notPrintable.exec(text);
  if (match === null) return { readable: text, wide };
  const at = match.index;
  const code = (match[0].codePointAt(0) as number).toString(16).padStart(4, '0');
  const position = [...text.slice(0, at)].length;
  diagnostics.fail({
    errorClass: 'ReaderError',
    problem: `unacceptable character #x${code}: special characters are not allowed\n  in "<unicode string>", position ${position}`,
    span: { start: at, end: at + 1 },
    message: `The invisible character U+${code.toUpperCase()} is not allowed in YAML. Delete it, or write it as an escape (“\\u${code}”) in double quotes.`,
  });
  return { readable: text.replace(allNotPrintable, '\ufffd'), wide };
}
