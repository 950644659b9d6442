import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import type { SigmaString } from '../../../sigma/types/sigma-type.ts';
import { isExact } from '../../config.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { scalarsOf } from '../../scalar-text.ts';

/** Between single quotes a backslash is one. */
function singleQuotes(value: SigmaString, item: SigmaDetectionItem, text: string): readonly Fix[] {
  const scalar = scalarsOf(item).find(({ span }) => span.start === value.span?.start);
  const written = scalar?.style === 'double' ? text.slice(scalar.span.start + 1, scalar.span.end - 1) : '';
  if (!scalar || written === '' || /[\n']|\\["\\]/.test(written)) return [];
  return [
    { title: 'Write it in single quotes', kind: 'suggestion', edits: [{ span: scalar.span, newText: `'${written}'` }] },
  ];
}

const control = /[\x00-\x1f]/;

function firstControl({ parts }: SigmaString): string | undefined {
  for (const part of parts) {
    const found = part.kind === 'plain' ? control.exec(part.text) : null;
    if (found) return found[0];
  }
  return undefined;
}

/** How double quotes in YAML write control characters. */
const escapes: ReadonlyMap<string, readonly [letter: string, name: string]> = new Map([
  ['\0', ['0', 'the null character']],
  ['\x07', ['a', 'a bell']],
  ['\b', ['b', 'a backspace']],
  ['\t', ['t', 'a tab']],
  ['\n', ['n', 'a line end']],
  ['\v', ['v', 'a vertical tab']],
  ['\f', ['f', 'a form feed']],
  ['\r', ['r', 'a carriage return']],
  ['\x1b', ['e', 'an escape character']],
]);

function codeOf(character: string): string {
  return character.charCodeAt(0).toString(16).padStart(2, '0');
}

function named(character: string): string {
  return escapes.get(character)?.[1] ?? `the one with code ${codeOf(character)}`;
}

function causeOf(character: string): string {
  const letter = escapes.get(character)?.[0] ?? `x${codeOf(character)}`;
  return `In double quotes, '\\${letter}' stands for it: write the value in single quotes, or double the backslash.`;
}

export const controlCharacter = defineRule({
  id: 'control_character',
  severity: 'warning',
  profiles: ['default', 'sigmahq', 'strict', 'pysigma'],
  summary: 'A control character in a value.',
  visit: {
    string(value, item, { text, profile, report }) {
      const character = firstControl(value);
      if (character === undefined) return;
      // Encodings such as `wide` make control characters that nobody wrote.
      if (!isExact(profile) && item.modifiers.some((modifier) => /^(?:wide|utf16)/.test(modifier))) return;
      report({
        span: value.span ?? item.span,
        message: `This value holds a control character, ${named(character)}, which logs hardly do. ${causeOf(character)}`,
        fixes: singleQuotes(value, item, text),
      });
    },
  },
});
