import { entriesWith, textEntries } from '../../listed-entries.ts';
import { partSpan, wordsOf } from '../../scalar-places.ts';
import { defineSigmahqRule, wordsOption } from '../../sigmahq-rule.ts';

export const sigmahqFalsepositivesBannedWord = defineSigmahqRule({
  id: 'sigmahq_falsepositives_banned_word',
  severity: 'medium',
  options: { word_list: 'words' },
  summary: 'A false positive that says nothing.',
  visit: {
    any(rule, { text, options, profile, report }) {
      const banned = wordsOption(options.word_list, ['none', 'pentest', 'penetration']);
      for (const { value, span } of entriesWith(banned, textEntries(rule, 'falsepositives', profile)))
        for (const { word, range } of wordsOf(value))
          for (const one of banned)
            if (word.toLowerCase().trim() === one)
              report({
                span: partSpan(text, rule, 'falsepositives', span, range),
                message: `'${word}' does not help to judge an alert: a penetration test is what the rule should find, and 'none' is never true. Write 'Unlikely', 'Unknown', or what legitimately looks alike.`,
              });
    },
  },
});
