import type { RuleVerdicts, TestEventsResult } from '../../../server/src/protocol/tests.ts';

/** What a person is told in one line. */
export function verdictSummary({ rules, events }: TestEventsResult): string {
  return rules.map((rule) => ruleSummary(rule, events)).join(' ');
}

function ruleSummary({ title, verdicts }: RuleVerdicts, events: number): string {
  const matching = verdicts.filter(({ matched }) => matched).length;
  if (events === 1) return `"${title}" ${matching === 1 ? 'matches' : 'does not match'} the event.`;
  const of = verdicts.length < events ? `the first ${verdicts.length} of ${events}` : String(events);
  return `"${title}" matches ${matching} of ${of} events.`;
}

/** The reasons in full, rule by rule and event by event. */
export function verdictText({ rules, events }: TestEventsResult): string {
  return rules
    .map((rule) => {
      const parts = rule.verdicts.map(({ event, matched, explanation }) => {
        const head = events === 1 ? [] : [`Event ${event + 1}: ${matched ? 'match' : 'no match'}`];
        const indent = events === 1 ? '' : '  ';
        return [...head, explanation.replace(/^(?=.)/gm, indent)].join('\n');
      });
      const title = ruleSummary(rule, events);
      return [title, '='.repeat(Math.min(title.length, 80)), ...parts].join('\n');
    })
    .join('\n\n')
    .concat('\n');
}
