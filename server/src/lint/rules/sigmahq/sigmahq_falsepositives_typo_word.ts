import type { Span } from '../../../base/span.ts';
import { capitalised } from '../../agree.ts';
import type { Fix } from '../../define-rule.ts';
import { entriesWith, textEntries } from '../../listed-entries.ts';
import { partSpan, wordsOf } from '../../scalar-places.ts';
import { defineSigmahqRule, wordsOption } from '../../sigmahq-rule.ts';

const spellings = new Map([
  ['unkown', 'unknown'],
  ['ligitimate', 'legitimate'],
  ['legitimeate', 'legitimate'],
]);

/** With a capital where the word has one. */
function spelling(word: string): string | undefined {
  const meant = spellings.get(word.toLowerCase());
  return meant && word.charAt(0) !== word.charAt(0).toLowerCase() ? capitalised(meant) : meant;
}

function write(newText: string, span: Span): Fix {
  return { title: `Write '${newText}'`, kind: 'safe', edits: [{ span, newText }] };
}

export const sigmahqFalsepositivesTypoWord = defineSigmahqRule({
  id: 'sigmahq_falsepositives_typo_word',
  severity: 'medium',
  options: { word_list: 'words' },
  summary: 'A misspelled word among the false positives.',
  visit: {
    any(rule, { text, options, profile, report }) {
      const typos = wordsOption(options.word_list, ['unkown', 'ligitimate', 'legitim ', 'legitimeate']);
      for (const { value, span } of entriesWith(typos, textEntries(rule, 'falsepositives', profile)))
        for (const { word, range } of wordsOf(value))
          for (const typo of typos) {
            if (word.toLowerCase().trim() !== typo) continue;
            const place = partSpan(text, rule, 'falsepositives', span, range);
            const meant = spelling(word);
            report({
              span: place,
              message: `'${word}' is misspelled.${meant ? ` Write '${meant}'.` : ''}`,
              ...(meant ? { fixes: [write(meant, place)] } : {}),
            });
          }
    },
  },
});
