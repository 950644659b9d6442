/** Checks of the Alerting and Detection Strategy that rules document; none runs unless it is asked for by its id. */
import type { SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { attributesOf, textIn } from './custom-attributes.ts';
import { defineRule, type LintContext, type LintRule } from './define-rule.ts';
import { headOf } from './places.ts';
import { wordsOption } from './sigmahq-rule.ts';

export const adsPrefix = 'rsigma.ads.';

/** What the checks ask of their configuration. */
const adsOptions = { enforce_status: 'words' } as const;

/** The sections that have attributes of their own. */
export const adsSections: readonly string[] = [
  'strategy',
  'technical_context',
  'blind_spots',
  'validation',
  'priority',
  'response',
];

/** Whether a rule has to be documented: its status asks for it, and it is not exempt. */
function isEnforced(rule: SigmaRule, { options }: LintContext): boolean {
  const statuses = wordsOption(options.enforce_status, ['test', 'stable']);
  const exempt = attributesOf(rule, adsPrefix).get('exempt');
  return (
    rule.status !== undefined && statuses.includes(rule.status.value) && (!exempt || textIn(exempt.value) !== 'true')
  );
}

/** A check that a section is there. */
export function defineAdsRule(rule: {
  readonly id: string;
  readonly summary: string;
  readonly severity?: LintRule['severity'];
  isThere(rule: SigmaRule): boolean;
  readonly message: string;
}): LintRule {
  return defineRule({
    id: rule.id,
    severity: rule.severity ?? 'warning',
    profiles: [],
    options: adsOptions,
    summary: rule.summary,
    visit: {
      rule(node, context) {
        if (!isEnforced(node, context) || rule.isThere(node)) return;
        context.report({ span: headOf(node), message: rule.message });
      },
    },
  });
}

/** Whether the rule has the section as an attribute with some text. */
export function hasAdsSection(rule: SigmaRule, section: string): boolean {
  const pair = attributesOf(rule, adsPrefix).get(section);
  return pair !== undefined && textIn(pair.value) !== '';
}
