import type { Span } from '../../../base/span.ts';
import type { Fix } from '../../define-rule.ts';
import { partSpan, wordsOf } from '../../scalar-places.ts';
import { defineSigmahqRule, wordsOption } from '../../sigmahq-rule.ts';

const small = 'a an and as at by for from in new of on or over the through to via with without'.split(' ');

/** Python's `islower`. */
function isLower(word: string): boolean {
  return !/^[A-Z]/.test(word) && /\p{Lowercase}/u.test(word) && !/[\p{Uppercase}\p{Lt}]/u.test(word);
}

function capitalise(span: Span, newText: string): Fix {
  return { title: 'Begin with a capital letter', kind: 'safe', edits: [{ span, newText }] };
}

export const sigmahqTitleCase = defineSigmahqRule({
  id: 'sigmahq_title_case',
  severity: 'medium',
  options: { word_list: 'words' },
  summary: 'A word in lower case in the title.',
  visit: {
    any(rule, { text, options, report }) {
      const { title } = rule;
      if (!title) return;
      const allowed = wordsOption(options.word_list, small);
      for (const { word, range } of wordsOf(title.value)) {
        if (!isLower(word) || allowed.includes(word) || /[./_]/.test(word) || /^[\p{Nd}²³¹⁰-⁹₀-₉]/u.test(word))
          continue;
        const [first = ''] = word;
        const place = (end: number) => partSpan(text, rule, 'title', title.span, [range[0], end]);
        report({
          span: place(range[1]),
          message: `'${word}' is in lower case, but SigmaHQ's titles have capitals. Write '${first.toUpperCase()}${word.slice(first.length)}'.`,
          fixes: [capitalise(place(range[0] + first.length), first.toUpperCase())],
        });
      }
    },
  },
});
