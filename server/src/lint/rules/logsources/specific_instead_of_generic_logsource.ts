import type { SigmaDetectionItem } from '../../../sigma/rule/sigma-rule.ts';
import { defineRule } from '../../define-rule.ts';

/**
 * Categories by event id, for the services of Windows.
 *
 * pySigma: validators/core/logsources.py – of several categories for one id the last one of its table counts.
 */
const generic: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  sysmon: {
    1: 'process_creation',
    2: 'file_change',
    3: 'network_connection',
    4: 'sysmon_status',
    5: 'process_termination',
    6: 'driver_load',
    7: 'image_load',
    8: 'create_remote_thread',
    9: 'raw_access_thread',
    10: 'process_access',
    11: 'file_event',
    12: 'registry_event',
    13: 'registry_event',
    14: 'registry_event',
    15: 'create_stream_hash',
    16: 'sysmon_status',
    17: 'pipe_created',
    18: 'pipe_created',
    19: 'wmi_event',
    20: 'wmi_event',
    21: 'wmi_event',
    22: 'dns_query',
    23: 'file_delete',
    24: 'clipboard_change',
    25: 'process_tampering',
    26: 'file_delete_detected',
    27: 'file_block_executable',
    28: 'file_block_shredding',
    29: 'file_executable_detected',
    255: 'sysmon_error',
  },
  security: { 4688: 'process_creation' },
};

function eventIds({ value }: SigmaDetectionItem): number[] {
  return value.flatMap((one) => (one.type === 'number' ? [Number(one.number)] : []));
}

export const specificInsteadOfGenericLogsource = defineRule({
  id: 'specific_instead_of_generic_logsource',
  severity: 'information',
  profiles: ['sigmahq', 'strict', 'pysigma'],
  summary: 'A service with event ids where a category says the same.',
  visit: {
    item(item, { rule, report }) {
      if (item.field !== 'EventID' || rule.kind !== 'rule' || !rule.logsource) return;
      const { product, service } = rule.logsource;
      const categories = product === 'windows' && service !== undefined && generic[service];
      if (!categories) return;
      for (const id of eventIds(item)) {
        const name = categories[id];
        if (name === undefined) continue;
        report({
          span: item.span,
          message: `Event ${id} of ${service} is what the category '${name}' stands for. Use 'category: ${name}' instead of the service and the event id, so that the rule also works with other sources of these events.`,
        });
      }
    },
  },
});
