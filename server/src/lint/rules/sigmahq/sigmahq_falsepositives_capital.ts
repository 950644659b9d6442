import type { Span } from '../../../base/span.ts';
import type { Fix } from '../../define-rule.ts';
import { entriesWithLetter } from '../../listed-entries.ts';
import { partSpan, wordsOf } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

function capitalise(span: Span, newText: string): Fix {
  return { title: 'Begin with a capital letter', kind: 'safe', edits: [{ span, newText }] };
}

export const sigmahqFalsepositivesCapital = defineSigmahqRule({
  id: 'sigmahq_falsepositives_capital',
  severity: 'medium',
  summary: 'A false positive that does not begin with a capital letter.',
  visit: {
    any(rule, { text, profile, report }) {
      for (const { value, span } of entriesWithLetter(rule, profile)) {
        const [first = ''] = value;
        const capital = first.toUpperCase();
        if (capital === first) continue;
        const [word] = wordsOf(value);
        report({
          span: partSpan(text, rule, 'falsepositives', span, word?.range ?? [0, first.length]),
          message: `'${word?.word}' does not begin with a capital letter, as entries of 'falsepositives' do. Write '${capital}'.`,
          fixes: [capitalise(partSpan(text, rule, 'falsepositives', span, [0, first.length]), capital)],
        });
      }
    },
  },
});
