import { sigmaStringToPlain } from '../../sigma/types/sigma-string.ts';
import type { SigmaType } from '../../sigma/types/sigma-type.ts';
import type { SigmaHint } from './inlay-hints.ts';

const shown = 12;

/** How many values a value becomes by its modifiers (`windash`, `base64offset`), behind it; `undefined` for one. */
export function variantHint(value: SigmaType): SigmaHint | undefined {
  if (value.type !== 'expansion' || !value.span) return undefined;
  const variants = leaves(value);
  if (variants.length < 2) return undefined;
  const texts = variants.slice(0, shown).map(textOf);
  const more = variants.length > shown ? [`… ${variants.length - shown} more`] : [];
  const longest = Math.max(...texts.map((text) => /`+/.exec(text)?.[0].length ?? 0), 2);
  const fence = '`'.repeat(longest + 1);
  return {
    offset: value.span.end,
    label: `→ ${variants.length} variants`,
    tooltip: `Any of these matches:\n\n${fence}text\n${[...texts, ...more].join('\n')}\n${fence}`,
  };
}

function leaves(value: SigmaType): SigmaType[] {
  return value.type === 'expansion' ? value.values.flatMap(leaves) : [value];
}

function textOf(value: SigmaType): string {
  if (value.type === 'string') return sigmaStringToPlain(value);
  return value.type === 'regex' ? sigmaStringToPlain(value.regexp) : value.type;
}
