import { keyOf } from '../../scalar-places.ts';
import { defineSigmahqRule } from '../../sigmahq-rule.ts';

export const sigmahqSysmonMissingEventid = defineSigmahqRule({
  id: 'sigmahq_sysmon_missing_eventid',
  severity: 'high',
  summary: 'A rule for Sysmon without an event id.',
  visit: {
    rule(rule, { report }) {
      if (rule.logsource?.service !== 'sysmon' || !rule.detection) return;
      const items = [...rule.detection.detections.values()].flatMap(({ detection }) => detection.items);
      // pySigma: validators/sigmahq/logsource.py – fails on a nested list before the first event id, and the rule has no issue.
      const decisive = items.find((item) => item.kind === 'detection' || item.field === 'EventID');
      if (decisive) return;
      report({
        span: keyOf(rule, 'logsource') ?? rule.logsource.span,
        message:
          "Sysmon logs many kinds of events, but the rule names no 'EventID'. Add one, or use the category of the events.",
      });
    },
  },
});
