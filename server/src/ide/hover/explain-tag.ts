import { loadAttack } from '../../data/attack.ts';
import { loadAttackNames } from '../../data/attack-names.ts';
import { loadD3fendTables } from '../../lint/attack-tables.ts';
import type { LintData } from '../../lint/lint-data.ts';
import { describeAttackName, describeD3fend, describeTactic, describeTechnique } from '../technique-docs.ts';
import type { Explain } from './explanation.ts';

/** A tag of any namespace. */
export const explainTag: Explain = ({ scalar, path, isKey, input: { data } }) => {
  if (isKey || path[0] !== 'tags' || path.length !== 1) return undefined;
  const [, namespace = '', name = ''] = /^([a-z0-9-]+)\.([\w.-]+)$/i.exec(scalar.text) ?? [];
  const describe = Object.hasOwn(namespaces, namespace.toLowerCase()) ? namespaces[namespace.toLowerCase()] : undefined;
  const markdown = describe?.(name.toLowerCase(), data);
  return markdown ? { span: scalar.span, markdown } : undefined;
};

type Describe = (name: string, data: LintData) => string | undefined;

const tlp: Readonly<Record<string, string>> = {
  red: 'For the eyes of the named recipients only.',
  'amber-strict': 'May be shared within the organisation of the recipients.',
  amber: 'May be shared within the organisation of the recipients and with its clients.',
  green: 'May be shared within the community.',
  clear: 'May be shared with everyone.',
  white: 'May be shared with everyone. Version 2 of the protocol calls it `clear`.',
};

const detections: Readonly<Record<string, string>> = {
  dfir: 'For investigations after an incident.',
  'emerging-threats': 'About a certain campaign, malware or vulnerability.',
  'threat-hunting': 'For hunting: a broad rule whose matches a person judges.',
};

const events: Readonly<Record<string, string>> = { a: 'of the application', u: 'of user mode', k: 'of the kernel' };

const namespaces: Readonly<Record<string, Describe>> = {
  attack: describeAttack,
  d3fend(name, data) {
    const tables = data.table(loadD3fendTables);
    const technique = tables?.techniques.get(name);
    if (technique) return describeD3fend(name, technique);
    return tables?.tactics.has(name) ? `**${name}**\n\nA tactic of MITRE D3FEND.` : undefined;
  },
  cve(name) {
    const id = /^(\d{4})[.-](\d{4,})$/.exec(name);
    return id ? `[CVE-${id[1]}-${id[2]}](https://nvd.nist.gov/vuln/detail/CVE-${id[1]}-${id[2]})` : undefined;
  },
  car(name) {
    const isAnalytic = /^\d{4}-\d{2}-\d{3}$/.test(name);
    return isAnalytic ? `[CAR-${name}](https://car.mitre.org/analytics/CAR-${name}/)` : undefined;
  },
  tlp: (name) => named('TLP', name, tlp),
  detection: (name) => named('Kind of rule', name, detections),
  stp(name) {
    const [, level, event] = /^([1-5])([auk]?)$/.exec(name) ?? [];
    if (level === undefined) return undefined;
    const from = event ? `, events ${events[event]}` : '';
    return `**Summiting the Pyramid**\n\nAnalytic robustness ${level} of 5${from}.`;
  },
};

function named(head: string, name: string, meanings: Readonly<Record<string, string>>): string | undefined {
  return Object.hasOwn(meanings, name) ? `**${head}: ${name}**\n\n${meanings[name]}` : undefined;
}

function describeAttack(name: string, data: LintData): string | undefined {
  if (/^t\d{4}(?:\.\d{3})?$/.test(name)) return describeTechnique(name, data);
  const entry = data.table(loadAttackNames)?.get(name.toUpperCase());
  if (entry) return describeAttackName(entry);
  const table = data.table(loadAttack);
  return table && describeTactic(table, name);
}
