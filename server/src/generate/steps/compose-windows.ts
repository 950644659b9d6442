/** Rules for what a report shows of Windows and no gold rule knows: options of known programs, and registry keys that are written. */
import type { DataFiles } from '../../data/data-files.ts';
import { loadPrograms, type Program } from '../../data/programs.ts';
import { distinctiveWords, type Word } from './distinctive-words.ts';
import type { Observation } from './observation.ts';
import type { Report } from './read-report.ts';
import { type DraftItem, type DraftValue, draftValue, hasReportValue, type RuleDraft } from './rule-draft.ts';

export function composeWindows(observations: readonly Observation[], report: Report, files: DataFiles): RuleDraft[] {
  return [...programDrafts(observations, report, files), ...registryDrafts(observations, report)].filter(
    hasReportValue,
  );
}

interface Use {
  readonly program: Program;
  readonly words: readonly Word[];
  readonly start: number;
}

function programDrafts(observations: readonly Observation[], report: Report, files: DataFiles): RuleDraft[] {
  const programs = loadPrograms(files, 'windows');
  const uses = observations
    .filter(({ mode, fields }) => mode === 'command' && fields.has('CommandLine'))
    .flatMap((observation) => usesIn(observation, report, programs));
  const byProgram = new Map<string, Use[]>();
  for (const use of uses) {
    const known = byProgram.get(use.program.name) ?? [];
    if (!known.some((other) => sameWords(other, use))) known.push(use);
    byProgram.set(use.program.name, known);
  }
  return [...byProgram.values()].map((group) => {
    const { program, start } = group[0] as Use;
    return {
      provider: 'windows-sysmon',
      kind: 'behavioral',
      title: `${program.name} Called With Options of a Reported Intrusion`,
      description: `Detects ${program.name} with the options that a report names as part of an intrusion.`,
      references: [],
      techniques: [program.technique],
      logsource: { category: 'process_creation', product: 'windows' },
      selections: [
        { name: 'selection_img', alternatives: imageAlternatives(program) },
        { name: 'selection_cli', alternatives: group.map(({ words }) => [commandItem(words, report)]) },
      ],
      condition: 'all of selection_*',
      falsepositives: ['Administrators and software that call the program with the same options'],
      level: 'medium',
      position: start,
    };
  });
}

function sameWords(a: Use, b: Use): boolean {
  const text = ({ words }: Use) => words.map((word) => word.text.toLowerCase()).join(' ');
  return text(a) === text(b);
}

function imageAlternatives({ file }: Program): DraftItem[][] {
  return [
    [{ field: 'Image', modifiers: ['endswith'], values: [{ text: `\\${file}` }] }],
    [{ field: 'OriginalFileName', modifiers: [], values: [{ text: file }] }],
  ];
}

function commandItem(words: readonly Word[], report: Report): DraftItem {
  const values = words.map(({ text, start, end }) =>
    draftValue(report.original, text, report.originalSpan(start, end)),
  );
  return { field: 'CommandLine', modifiers: values.length > 1 ? ['contains', 'all'] : ['contains'], values };
}

function isCode(at: number, report: Report): boolean {
  return report.sentenceAt(at)?.code === true || /[`'"]\s*$/.test(report.text.slice(Math.max(0, at - 3), at));
}

/** Each program of a command line with the words up to the next program or the end. */
function usesIn({ start, end }: Observation, report: Report, programs: ReadonlyMap<string, Program>): Use[] {
  const text = report.text.slice(start, end);
  const uses: Use[] = [];
  for (const match of text.matchAll(/(?<![\w-])([A-Za-z0-9-]{2,20})(\.exe)?["'`]?(?=\s+[-/"'A-Za-z])/g)) {
    const program = programs.get(`${(match[1] as string).toLowerCase()}.exe`);
    const after = match.index + match[0].length;
    if (!program || !(match[2] || /^\s+(?:[-/]\w{2,}|\/[a-z]\b)/i.test(text.slice(after)))) continue;
    const words = distinctiveWords(text.slice(after, after + 200), start + after, isCode(start + match.index, report));
    if (words) uses.push({ program, words, start: start + match.index });
  }
  return uses;
}

const writes =
  /\b(?:creat|writ|wrote|add|modif|set|chang|persist|stor|sav|install|regist|delet|edit|updat|drop|disabl|enabl)\w*/i;
const registryKey =
  /\b(?:HK(?:LM|CU|CR|U)|HKEY_(?:LOCAL_MACHINE|CURRENT_USER|CLASSES_ROOT|USERS))(?:\\S-1-5-[\d-]+)?((?:\\[\w{}.() -]*[\w{}.)-]){2,})/gi;

/** Keys below which half of Windows lives: a value anywhere under them says nothing. */
function isContainer(key: string): boolean {
  const parts = key.split('\\').slice(1);
  const own = /^\\(?:software\\(?:wow6432node\\)?microsoft|system)\\/i.test(key);
  if (parts.length < (own ? 4 : 3)) return true;
  return /^(?:Services|Control|CurrentVersion|Run|RunOnce|Uninstall|Policies|Explorer|System|Winlogon|Lsa|Terminal Server|Parameters|Classes|CLSID|Windows|Microsoft|Software|Windows Defender|MachineGuid|Cryptography)$/i.test(
    parts.at(-1) ?? '',
  );
}

/** One rule for all written keys. */
function registryDrafts(observations: readonly Observation[], report: Report): RuleDraft[] {
  const values = new Map<string, DraftValue>();
  const places: number[] = [];
  for (const { fields, start, end } of observations) {
    const text = report.text.slice(start, end);
    if (!fields.has('TargetObject') || !writes.test(text)) continue;
    for (const match of text.matchAll(registryKey)) {
      const key = (match[1] as string).replace(/ (?:and|or|to|in|with|is|was|as|for|the|key|value|registry)\b.*$/i, '');
      if (isContainer(key) || /[*?]/.test(key)) continue;
      const at = start + match.index + match[0].length - (match[1] as string).length;
      values.set(key.toLowerCase(), draftValue(report.original, key, report.originalSpan(at, at + key.length)));
      places.push(at);
    }
  }
  if (values.size === 0) return [];
  const item: DraftItem = { field: 'TargetObject', modifiers: ['contains'], values: [...values.values()] };
  return [
    {
      provider: 'windows-sysmon',
      kind: 'behavioral',
      title: 'Registry Value Set Under Keys of a Reported Intrusion',
      description:
        'Detects values being set under registry keys that a report names as written by an intruder or malware.',
      references: [],
      techniques: ['T1112'],
      logsource: { category: 'registry_set', product: 'windows' },
      selections: [{ name: 'selection', alternatives: [[item]] }],
      condition: 'selection',
      falsepositives: ['Software that the keys belong to'],
      level: 'medium',
      position: Math.min(...places),
    },
  ];
}
