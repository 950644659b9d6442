import { loadAttack } from '../../../data/attack.ts';
import { defineRule } from '../../define-rule.ts';

const cloud = ['IaaS', 'SaaS', 'Identity Provider', 'Containers'];

const platforms = new Map([
  ['windows', ['Windows']],
  ['linux', ['Linux']],
  ['macos', ['macOS']],
  ['aws', cloud],
  ['gcp', cloud],
]);

export const techniquePlatformMismatch = defineRule({
  id: 'technique_platform_mismatch',
  severity: 'information',
  profiles: ['strict'],
  summary: 'An ATT&CK technique of another platform.',
  visit: {
    tag({ namespace, name, span }, { rule, data, report }) {
      const product = rule.kind === 'rule' ? rule.logsource?.product : undefined;
      const own = product === undefined ? undefined : platforms.get(product);
      if (namespace !== 'attack' || own === undefined || !/^t\d{4}/.test(name)) return;
      const technique = data.table(loadAttack)?.techniques.get(name.toUpperCase());
      if (!technique || technique.platforms.length === 0) return;
      // Preparation happens outside the victim's systems.
      if (technique.platforms.some((platform) => own.includes(platform)) || technique.platforms.includes('PRE')) return;
      report({
        span,
        message: `ATT&CK knows '${technique.name}' on ${technique.platforms.join(', ')}, but not on ${own[0]}, where this rule looks. Choose the technique that fits.`,
      });
    },
  },
});
