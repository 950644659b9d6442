import { defineRule } from '../../define-rule.ts';
import { valueText } from '../../value-text.ts';

/** Log sources whose rules describe behaviour. */
const behavioural: ReadonlySet<string> = new Set(
  'process_creation process_access process_tampering create_remote_thread image_load driver_load file_event file_rename file_delete registry_event registry_add registry_set registry_delete pipe_created wmi_event ps_script ps_module ps_classic_start'.split(
    ' ',
  ),
);

const address = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])/;
const notPublic = /^(?:0|10|127|169\.254|172\.(?:1[6-9]|2\d|3[01])|192\.168|22[4-9]|23\d|255)\./;
const hash = /^(?:(?:MD5|SHA1|SHA256)=)?(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$/i;
const url = /^[a-z]{3,5}:\/\/[^/*]+\.[a-z]{2,}(?:\/|$)/i;

function indicatorIn(text: string, field: string | null): string | undefined {
  const bare = text.replace(/^\*|\*$/g, '');
  if (hash.test(bare) && !/imphash/i.test(field ?? '') && /hash|md5|sha\d/i.test(`${field}${bare}`))
    return 'a hash, which changes with every build';
  const found = address.exec(bare)?.[0];
  if (found !== undefined && !notPublic.test(found)) return 'an address, which attackers change at will';
  return url.test(bare) ? 'a web address, which attackers change at will' : undefined;
}

export const brittleIndicator = defineRule({
  id: 'brittle_indicator',
  severity: 'information',
  profiles: ['strict'],
  summary: 'An indicator of one attack in a rule about behaviour.',
  visit: {
    item(item, { rule, report }) {
      const category = rule.kind === 'rule' ? rule.logsource?.category : undefined;
      if (category === undefined || !behavioural.has(category)) return;
      // One finding for a list: it tells all of them.
      for (const value of item.originalValue) {
        const found = value.type === 'string' ? indicatorIn(valueText(value), item.field) : undefined;
        if (found === undefined) continue;
        report({
          span: value.span ?? item.keySpan,
          message: `This value is ${found}. Describe what the program does, and keep such indicators in a list of their own.`,
        });
        return;
      }
    },
  },
});
