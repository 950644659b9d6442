/** Rules for the indicators of a report, apart from the behavioural ones: they age fast, and they say where, not how. */
import type { FoundIoc } from './find-iocs.ts';
import type { DraftItem, DraftValue, RuleDraft } from './rule-draft.ts';

const falsepositives = ['Addresses and names that have changed hands since the report was written'];
const expiry = 'Indicators age: review the rule after ninety days.';

interface IocRule {
  readonly provider: string;
  readonly types: readonly FoundIoc['type'][];
  readonly title: string;
  readonly description: string;
  readonly technique: string;
  readonly logsource: Readonly<Record<string, string>>;
  readonly fixed?: readonly DraftItem[];
  readonly items: (values: readonly Indicator[]) => readonly (readonly DraftItem[])[];
  readonly level: string;
}

interface Indicator {
  readonly ioc: FoundIoc;
  readonly value: DraftValue;
}

const oneItem = (field: string, modifiers: readonly string[]) => (values: readonly Indicator[]) => [
  [{ field, modifiers, values: values.map(({ value }) => value) }],
];

const awsLog = { product: 'aws', service: 'cloudtrail' };
const sysmon = (category: string) => ({ category, product: 'windows' });
const auditd = { product: 'linux', service: 'auditd' };

const iocRules: readonly IocRule[] = [
  {
    provider: 'aws',
    types: ['ipv4', 'ipv6'],
    title: 'AWS API Calls From Reported Addresses',
    description: `Detects calls from addresses that a report attributes to an intrusion. ${expiry}`,
    technique: 'T1078.004',
    logsource: awsLog,
    items: oneItem('sourceIPAddress', []),
    level: 'high',
  },
  {
    provider: 'aws',
    types: ['user-agent'],
    title: 'AWS API Calls With Reported User Agents',
    description: `Detects calls with user agents that a report attributes to an intrusion. Correlate with the identity: tools and their versions are in ordinary use too. ${expiry}`,
    technique: 'T1059.009',
    logsource: awsLog,
    items: oneItem('userAgent', ['contains']),
    level: 'low',
  },
  {
    provider: 'windows-sysmon',
    types: ['ipv4', 'ipv6'],
    title: 'Network Connection to Reported Addresses',
    description: `Detects connections to addresses that a report attributes to an intrusion. ${expiry}`,
    technique: 'T1071',
    logsource: sysmon('network_connection'),
    items: oneItem('DestinationIp', []),
    level: 'high',
  },
  {
    provider: 'windows-sysmon',
    types: ['domain'],
    title: 'DNS Query for Reported Domains',
    description: `Detects queries for domains that a report attributes to an intrusion, and for names below them. ${expiry}`,
    technique: 'T1071',
    logsource: sysmon('dns_query'),
    items: domainItems,
    level: 'high',
  },
  {
    provider: 'windows-sysmon',
    types: ['md5', 'sha1', 'sha256'],
    title: 'Process Creation With Reported Hashes',
    description: `Detects programs whose hash a report names. ${expiry}`,
    technique: 'T1204.002',
    logsource: sysmon('process_creation'),
    items: hashItems,
    level: 'high',
  },
  {
    provider: 'windows-sysmon',
    types: ['md5', 'sha1', 'sha256'],
    title: 'Library Loaded With Reported Hashes',
    description: `Detects libraries whose hash a report names. ${expiry}`,
    technique: 'T1574.001',
    logsource: sysmon('image_load'),
    items: hashItems,
    level: 'high',
  },
  {
    provider: 'linux-auditd',
    types: ['ipv4', 'domain', 'url'],
    title: 'Command Line With Reported Addresses or Domains',
    description: `Detects commands that name addresses or domains which a report attributes to an intrusion. ${expiry}`,
    technique: 'T1105',
    logsource: auditd,
    items: commandItems,
    level: 'high',
  },
];

export function composeIocs(iocs: readonly FoundIoc[], provider: string): RuleDraft[] {
  return iocRules
    .filter((rule) => rule.provider === provider)
    .flatMap((rule) => {
      const chosen = iocs.filter(({ type }) => rule.types.includes(type)).map(indicator);
      return chosen.length === 0 ? [] : [draftOf(rule, chosen)];
    });
}

function indicator(ioc: FoundIoc): Indicator {
  return { ioc, value: { text: ioc.value, ...(ioc.span && { span: ioc.span }) } };
}

function draftOf(rule: IocRule, chosen: readonly Indicator[]): RuleDraft {
  return {
    provider: rule.provider,
    kind: 'ioc',
    title: rule.title,
    description: rule.description,
    references: [],
    techniques: [rule.technique],
    logsource: rule.logsource,
    selections: [{ name: 'selection', alternatives: rule.items(chosen) }],
    condition: 'selection',
    falsepositives,
    level: rule.level,
    position: Math.min(...chosen.map(({ ioc }) => ioc.position)),
  };
}

function domainItems(values: readonly Indicator[]): DraftItem[][] {
  const below = values.map(({ ioc }) => ({ text: `.${ioc.value}` }));
  return [
    [{ field: 'QueryName', modifiers: [], values: values.map(({ value }) => value) }],
    [{ field: 'QueryName', modifiers: ['endswith'], values: below }],
  ];
}

/** Sysmon writes `MD5=…,SHA256=…`, so the kind of a hash stands before it. */
function hashItems(values: readonly Indicator[]): DraftItem[][] {
  const hashes = values.map(({ ioc }) => ({ text: `${ioc.type.toUpperCase()}=${ioc.value.toUpperCase()}` }));
  return [[{ field: 'Hashes', modifiers: ['contains'], values: hashes }]];
}

function commandItems(values: readonly Indicator[]): DraftItem[][] {
  const hosts = new Map<string, DraftValue>();
  for (const { ioc, value } of values) {
    if (ioc.type !== 'url') hosts.set(ioc.value.toLowerCase(), value);
  }
  for (const { ioc } of values) {
    const host = ioc.type === 'url' ? /^[a-z]+:\/\/([^/:?#]+)/i.exec(ioc.value)?.[1] : undefined;
    if (host && !hosts.has(host.toLowerCase())) hosts.set(host.toLowerCase(), { text: host });
  }
  return [1, 2, 3, 4, 5].map((position) => [
    { field: `a${position}`, modifiers: ['contains'], values: [...hosts.values()] },
  ]);
}
