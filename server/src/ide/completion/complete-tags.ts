import { type AttackTable, fullTechniqueName, loadAttack } from '../../data/attack.ts';
import { loadAttackNames } from '../../data/attack-names.ts';
import { type D3fendTables, loadD3fendTables } from '../../lint/attack-tables.ts';
import { describeAttackName, describeD3fend, describeTactic, describeTechnique } from '../technique-docs.ts';
import type { CompletionInput } from './completion-input.ts';
import type { CursorContext } from './cursor-context.ts';
import { scalarsOf } from './document-facts.ts';
import { childNamed } from './outline.ts';
import type { Suggestion, Suggestions } from './suggestion.ts';

type Draft = Omit<Suggestion, 'kind' | 'insert' | 'span'>;

const namespaces: Readonly<Record<string, string>> = {
  attack: 'Tactics, techniques, groups and software of MITRE ATT&CK.',
  car: 'An analytic of the MITRE Cyber Analytics Repository, such as `car.2016-04-005`.',
  cve: 'A vulnerability, such as `cve.2021-44228`.',
  d3fend: 'A countermeasure of MITRE D3FEND.',
  detection: 'Kind of rule.',
  stp: 'Robustness after Summiting the Pyramid, such as `stp.4` or `stp.3k`.',
  tlp: 'Who may see the rule: the Traffic Light Protocol.',
};

const eventLevels: Readonly<Record<string, string>> = { a: 'application', u: 'user mode', k: 'kernel mode' };

const fixed: Readonly<Record<string, readonly (readonly [name: string, meaning: string])[]>> = {
  detection: [
    ['emerging-threats', 'About a certain campaign, malware or vulnerability.'],
    ['threat-hunting', 'For hunting: a broad rule whose matches a person judges.'],
    ['dfir', 'For investigations after an incident.'],
  ],
  tlp: [
    ['red', 'For the named recipients only.'],
    ['amber-strict', 'For the organisation of the recipients only.'],
    ['amber', 'For the organisation of the recipients and its clients.'],
    ['green', 'For the community.'],
    ['clear', 'For everyone.'],
  ],
  stp: ['1', '2', '3', '4', '5'].flatMap((level) =>
    ['', 'a', 'u', 'k'].map((event): readonly [string, string] => [level + event, stpMeaning(level, event)]),
  ),
};

function stpMeaning(level: string, event: string): string {
  return `Analytic robustness ${level} of 5${event ? `, events from the ${eventLevels[event]}` : ''}.`;
}

/** How many letters of a group's or software's name are needed before it is looked for. */
const enoughLetters = 2;

/** Tags: namespaces first, then what the namespace holds, by id and by name. */
export function completeTags(context: CursorContext, input: CompletionInput): Suggestions {
  const typed = context.prefix.toLowerCase();
  const dot = typed.indexOf('.');
  const namespace = dot < 0 ? undefined : typed.slice(0, dot);
  const { root } = context.outline.at.document;
  const present = new Set(scalarsOf(context.outline.text, childNamed(root, 'tags')).map((tag) => tag.toLowerCase()));
  present.delete(context.outline.text.slice(context.content.start, context.content.end).toLowerCase());
  const drafts = [
    ...(dot < 0 ? namespaceDrafts() : []),
    ...(namespace === undefined || namespace === 'attack' ? attackDrafts(input, typed.slice(dot + 1)) : []),
    ...(namespace === 'd3fend' ? d3fendDrafts(input) : []),
    ...(namespace !== undefined && Object.hasOwn(fixed, namespace) ? fixedDrafts(namespace) : []),
    ...(namespace === 'cve' || namespace === 'car' ? yearDrafts(namespace, input) : []),
  ];
  const items = drafts
    .filter(({ label }) => !present.has(label))
    .map((draft): Suggestion => ({ kind: 'tag', insert: draft.label, span: context.content, ...draft }));
  return { items, incomplete: namespace === 'attack' || dot < 0 };
}

function namespaceDrafts(): Draft[] {
  return Object.entries(namespaces).map(([name, doc], rank) => ({
    label: `${name}.`,
    group: 0,
    rank,
    doc: () => doc,
  }));
}

function attackDrafts({ data }: CompletionInput, typed: string): Draft[] {
  const table = data.table(loadAttack);
  if (!table) return [];
  const tactics = [...table.tactics.values()].map(
    ({ shortName, id, name }): Draft => ({
      label: `attack.${shortName}`,
      filter: `attack.${shortName} ${id} ${name}`,
      group: 1,
      detail: `${id} ${name}`,
      doc: () => describeTactic(table, shortName),
    }),
  );
  const techniques = [...table.techniques.values()].map((technique): Draft => {
    const name = fullTechniqueName(table, technique);
    const label = `attack.${technique.id.toLowerCase()}`;
    return {
      label,
      filter: `${label} ${name}`,
      group: 2,
      detail: name,
      doc: () => describeTechnique(technique.id, data),
    };
  });
  const main = [...tactics, ...techniques].filter(({ label, filter }) =>
    isSpelledBy(typed, (filter ?? label).toLowerCase()),
  );
  return [...main, ...formerDrafts(table, typed), ...namedDrafts(data, typed)];
}

/** Whether the letters stand in the text in this order, as editors match them; fewer letters are not worth asking. */
function isSpelledBy(typed: string, text: string): boolean {
  if (typed.length < enoughLetters) return true;
  let at = 0;
  for (const letter of typed) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

/** Former ids are offered only to those who type them, and insert what took their place. */
function formerDrafts(table: AttackTable, typed: string): Draft[] {
  if (!/^t\d{3}/.test(typed)) return [];
  return [...table.former.values()].flatMap(({ id, name, replacement }): Draft[] => {
    if (!id.toLowerCase().startsWith(typed) || replacement === undefined) return [];
    const label = `attack.${replacement.toLowerCase()}`;
    return [
      {
        label,
        filter: `attack.${id.toLowerCase()} ${name}`,
        group: 3,
        detail: `replaces ${id} ${name}`,
        note: `replaces ${id}`,
      },
    ];
  });
}

function namedDrafts(data: CompletionInput['data'], typed: string): Draft[] {
  if (typed.length < enoughLetters) return [];
  const isId = /^[gs]\d/.test(typed);
  return [...(data.table(loadAttackNames)?.values() ?? [])].flatMap((entry): Draft[] => {
    const { id, name, kind } = entry;
    const isMatch = isId ? id.toLowerCase().startsWith(typed) : name.toLowerCase().includes(typed);
    if (!isMatch) return [];
    const label = `attack.${id.toLowerCase()}`;
    return [
      {
        label,
        filter: `${label} attack.${name}`,
        group: 4,
        detail: `${name} (${kind})`,
        doc: () => describeAttackName(entry),
      },
    ];
  });
}

function d3fendDrafts({ data }: CompletionInput): Draft[] {
  const tables: D3fendTables | undefined = data.table(loadD3fendTables);
  if (!tables) return [];
  const tactics = [...tables.tactics].map((name): Draft => ({ label: `d3fend.${name}`, group: 1, detail: 'tactic' }));
  const techniques = [...tables.techniques].map(
    ([id, name]): Draft => ({
      label: `d3fend.${id}`,
      filter: `d3fend.${id} d3fend.${name}`,
      group: 2,
      detail: name,
      doc: () => describeD3fend(id, name),
    }),
  );
  return [...tactics, ...techniques];
}

function fixedDrafts(namespace: string): Draft[] {
  return (fixed[namespace] ?? []).map(([name, meaning], rank) => ({
    label: `${namespace}.${name}`,
    group: 1,
    rank,
    detail: meaning,
  }));
}

/** The beginning of this year's ids; the number only the author knows. */
function yearDrafts(namespace: string, { today }: CompletionInput): Draft[] {
  const year = today?.slice(0, 4);
  return year ? [{ label: `${namespace}.${year}-`, group: 1, detail: namespaces[namespace] ?? '' }] : [];
}
