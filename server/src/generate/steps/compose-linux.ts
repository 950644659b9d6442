/** Rules for commands of a report that no gold rule knows: the program with its first distinctive arguments, at their positions. */
import type { DataFiles } from '../../data/data-files.ts';
import { loadPrograms, type Program } from '../../data/programs.ts';
import type { NormalisedText } from './normalise-text.ts';
import type { Observation } from './observation.ts';
import { type DraftItem, draftValue, hasReportValue, type RuleDraft } from './rule-draft.ts';

export function composeLinux(
  observations: readonly Observation[],
  report: NormalisedText,
  files: DataFiles,
): RuleDraft[] {
  const programs = loadPrograms(files, 'linux');
  const groups = new Map<string, { program: Program; uses: Map<string, DraftItem[]>; start: number }>();
  for (const observation of observations) {
    const program = programOf(observation, programs);
    const items = program && itemsOf(observation, report);
    if (!program || !items) continue;
    const group = groups.get(program.name) ?? {
      program,
      uses: new Map<string, DraftItem[]>(),
      start: observation.start,
    };
    group.uses.set(JSON.stringify(items.map(({ field, values }) => [field, values[0]?.text])), items);
    groups.set(program.name, group);
  }
  return [...groups.values()].flatMap(({ program, uses, start }) => {
    const draft: RuleDraft = {
      provider: 'linux-auditd',
      kind: 'behavioral',
      title: `${program.name} Called With Arguments of a Reported Intrusion`,
      description: `Detects ${program.name} with the arguments that a report names as part of an intrusion.`,
      references: [],
      techniques: [program.technique],
      logsource: { product: 'linux', service: 'auditd' },
      selections: [
        { name: 'selection_type', alternatives: [[{ field: 'type', modifiers: [], values: [{ text: 'EXECVE' }] }]] },
        { name: 'selection_args', alternatives: [...uses.values()] },
      ],
      condition: 'all of selection_*',
      falsepositives: ['Administrators and scripts that call the program with the same arguments'],
      level: 'low',
      position: start,
    };
    return hasReportValue(draft) ? [draft] : [];
  });
}

function programOf({ mode, fields }: Observation, programs: ReadonlyMap<string, Program>): Program | undefined {
  const name = fields.get('a0');
  if (mode !== 'exact' || fields.get('type')?.text !== 'EXECVE' || name?.start === undefined) return undefined;
  return programs.get(name.text.replace(/^.*\//, ''));
}

/** The program and up to three arguments that are options or fixed paths; without one of some length a command is too ordinary. */
function itemsOf({ fields }: Observation, report: NormalisedText): DraftItem[] | undefined {
  const items: DraftItem[] = [];
  let letters = 0;
  for (const [field, { text, start }] of fields) {
    if (!/^a[0-4]$/.test(field) || start === undefined) continue;
    if (field !== 'a0' && !isTelling(text)) continue;
    const value = draftValue(report.original, text, report.originalSpan(start, start + text.length), { cased: true });
    items.push({ field, modifiers: [], values: [value] });
    if (field !== 'a0') letters += text.replace(/[^A-Za-z]/g, '').length;
    if (items.length === 4) break;
  }
  return letters >= 5 && items[0]?.field === 'a0' ? items : undefined;
}

function isTelling(word: string): boolean {
  if (word.length < 2 || word.length > 60 || /[*?$<>[\]{}|"'`@\\]/.test(word)) return false;
  if (/:\/\/|\d+\.\d+\.\d+|^[a-f0-9]{16,}$|^\d+$/i.test(word) || /^[\w-]+(?:\.[\w-]+)+(?:[:/].*)?$/.test(word))
    return false;
  return (
    /^[-+]{1,2}[A-Za-z]|^\/(?:etc|tmp|var|usr|root|dev|opt|lib|boot|proc)\//.test(word) ||
    /^(?:stop|disable|enable|start|mask|exec|run|kill|process|vm)$/.test(word)
  );
}
