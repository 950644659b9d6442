import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { equalSigmaStrings, sigmaString } from '../../../sigma/types/sigma-string.ts';
import type { SigmaString, SigmaStringPart } from '../../../sigma/types/sigma-type.ts';
import type { YamlScalar } from '../../../yaml/nodes.ts';
import { defineRule, type Fix } from '../../define-rule.ts';
import { plainContent, scalarsOf } from '../../scalar-text.ts';

/** At which ends a modifier puts wildcards itself. */
const ends: Readonly<Record<string, { readonly start: boolean; readonly end: boolean }>> = {
  contains: { start: true, end: true },
  startswith: { start: false, end: true },
  endswith: { start: true, end: false },
};

interface Needless {
  readonly start: boolean;
  readonly end: boolean;
}

function isStar(part: SigmaStringPart | undefined): boolean {
  return part?.kind === 'wildcard' && part.wildcard === '*';
}

function needlessAt({ parts }: SigmaString, may: Needless): Needless | undefined {
  if (parts.length < 2) return undefined;
  const start = may.start && isStar(parts[0]);
  const end = may.end && isStar(parts.at(-1));
  return start || end ? { start, end } : undefined;
}

function removeWildcards(
  text: string,
  scalar: YamlScalar,
  value: SigmaString,
  { start, end }: Needless,
): readonly Fix[] {
  const place = plainContent(text, scalar);
  if (!place) return [];
  const left = scalar.text.slice(start ? 1 : 0, end ? -1 : undefined);
  const expected = { ...value, parts: value.parts.slice(start ? 1 : 0, end ? -1 : undefined) };
  const staysText = scalar.style !== 'plain' || /^[A-Za-z\\/][\w\\/.]*$/.test(left);
  if (!staysText || left.startsWith('*') || left.endsWith('*') || !equalSigmaStrings(sigmaString(left), expected))
    return [];
  return [{ title: 'Remove the wildcard', kind: 'safe', edits: [{ span: place, newText: left }] }];
}

export const needlessWildcard = defineRule({
  id: 'needless_wildcard',
  severity: 'information',
  profiles: ['strict'],
  summary: 'A wildcard where the modifier puts one already.',
  visit: {
    item(item, { text, report }) {
      const modifier = onlyModifier(item);
      const may = modifier === undefined ? undefined : ends[modifier];
      if (!may) return;
      let index = -1;
      for (const value of item.originalValue) {
        index++;
        const needless = value.type === 'string' ? needlessAt(value, may) : undefined;
        if (!needless || value.type !== 'string') continue;
        const scalars = scalarsOf(item);
        const scalar = scalars.length === item.originalValue.length ? scalars[index] : undefined;
        report({
          span: value.span ?? item.keySpan,
          message: `'${modifier}' puts a wildcard there itself, so the '*' of this value changes nothing. Remove it.`,
          fixes: scalar ? removeWildcards(text, scalar, value, needless) : [],
        });
      }
    },
  },
});

/** The one modifier besides `all`. */
function onlyModifier({ modifiers }: SigmaDetectionItem): string | undefined {
  const others = modifiers.filter((modifier) => modifier !== 'all');
  return others.length === 1 ? others[0] : undefined;
}
