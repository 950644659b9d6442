/** Looks for one value of a gold rule in what a report shows. */
import type { FieldText, Observation } from './observation.ts';

export interface FoundValue {
  /** Place in the normalised text, where the report has it. */
  readonly start?: number;
  readonly end?: number;
}

const wordCharacter = /[A-Za-z0-9_]/;

/** Names of programs that are also plain words: in a sentence they need their extension. */
const plainWords = new Set(
  'arp attrib cacls cipher client client32 command console control copy curl explorer expand find forfiles ftp gost hostname java makecab more net net1 nc ping process query reg restic route sc services setup system taskhost tunnel update wget whoami'.split(
    ' ',
  ),
);

/** Values that say nothing in a sentence of prose, unless others must be there too. */
const weakInProse =
  /^(?:https?|temp|public|create|delete|stop|start|full|system|true|false|copy|user|group|user\b.*|save|export|failure|disable|domain|backup|password|sense|oracle|notify|shell|script|sleep|timeout|reset|instance|process|exec|attack|hidden|terminate|event)$/i;

export function findValue(
  value: string,
  modifiers: readonly string[],
  field: FieldText,
  mode: Observation['mode'],
): FoundValue | undefined {
  if (mode === 'exact') return findExact(value, modifiers, field);
  const isName = modifiers.includes('endswith') && value.startsWith('\\');
  const isProgram = /\.exe$/i.test(value) && (isName || modifiers.length === 0);
  return isProgram ? findProgram(value, field, mode) : findFragment(value, modifiers, field, mode);
}

function findExact(value: string, modifiers: readonly string[], field: FieldText): FoundValue | undefined {
  const { start, lower: have } = field;
  const wanted = value.toLowerCase();
  let at = -1;
  if (modifiers.includes('contains')) at = have.indexOf(wanted);
  else if (modifiers.includes('startswith')) at = have.startsWith(wanted) ? 0 : -1;
  else if (modifiers.includes('endswith')) at = have.endsWith(wanted) ? have.length - wanted.length : -1;
  else at = have === wanted ? 0 : -1;
  if (at < 0) return undefined;
  return start === undefined ? {} : { start: start + at, end: start + at + value.length };
}

/** A program by its file name, with its extension or, where that is no plain word, without. */
function findProgram(
  value: string,
  { text, lower, start = 0 }: FieldText,
  mode: Observation['mode'],
): FoundValue | undefined {
  const file = value.replace(/^\\/, '');
  const stem = file.replace(/\.exe$/i, '');
  const whole = findWord(lower, file);
  if (whole >= 0) {
    const slash = value.startsWith('\\') && text[whole - 1] === '\\' ? 1 : 0;
    return { start: start + whole - slash, end: start + whole + file.length };
  }
  if (mode === 'prose' && (stem.length < 4 || plainWords.has(stem.toLowerCase()))) return undefined;
  const bare = findBare(lower, stem);
  return bare >= 0 ? { start: start + bare, end: start + bare + stem.length } : undefined;
}

function findFragment(
  value: string,
  modifiers: readonly string[],
  { text, lower, start = 0 }: FieldText,
  mode: Observation['mode'],
): FoundValue | undefined {
  const core = value.trim();
  const letters = core.replace(/[^A-Za-z0-9]/g, '').length;
  if (mode === 'prose' && (letters < 4 || (weakInProse.test(core) && !modifiers.includes('all')))) return undefined;
  if (core === '') return undefined;
  const found = modifiers.includes('endswith') ? findLast(lower, core) : findWord(lower, core, reachOf(letters, mode));
  if (found < 0) return undefined;
  const lead = value.indexOf(core);
  const padded = text.slice(found - lead, found - lead + value.length);
  if (padded.toLowerCase() === value.toLowerCase())
    return { start: start + found - lead, end: start + found - lead + value.length };
  return { start: start + found, end: start + found + core.length };
}

function findLast(lower: string, core: string): number {
  let length = lower.length;
  while (length > 0 && /["'`)\]},.;:\s]/.test(lower[length - 1] as string)) length--;
  const end = lower.slice(0, length);
  return end.endsWith(core.toLowerCase()) ? end.length - core.length : -1;
}

/** `/sc` is an option, not the program sc. */
function findBare(lower: string, stem: string): number {
  for (let at = findWord(lower, stem); at >= 0; ) {
    if (at === 0 || !/[/.-]/.test(lower[at - 1] as string)) return at;
    const next = findWord(lower.slice(at + 1), stem);
    at = next < 0 ? -1 : at + 1 + next;
  }
  return -1;
}

/** `inside`: also within a longer word. `prefix`: at the start of one. */
type Reach = 'whole' | 'prefix' | 'inside';

function reachOf(letters: number, mode: Observation['mode']): Reach {
  if (letters >= 6) return 'inside';
  return letters >= 4 && mode === 'command' ? 'prefix' : 'whole';
}

/** The first place where a text stands. */
function findWord(have: string, word: string, reach: Reach = 'whole'): number {
  const wanted = word.toLowerCase();
  for (let at = have.indexOf(wanted); at >= 0; at = have.indexOf(wanted, at + 1)) {
    if (reach === 'inside') return at;
    const before = have[at - 1];
    const after = have[at + word.length];
    const opens = !wordCharacter.test(word[0] as string) || before === undefined || !wordCharacter.test(before);
    const closes =
      reach === 'prefix' ||
      !wordCharacter.test(word.at(-1) as string) ||
      after === undefined ||
      !wordCharacter.test(after);
    if (opens && closes) return at;
  }
  return -1;
}
