/** How the default differs from pySigma's own behaviour on the records of a file, and by which departures of the list. */
import { basename } from 'node:path';
import { findBackend } from '../../server/src/convert/backends/index.ts';
import { departureCauses } from '../../server/src/convert/departures.ts';
import { type QuirkId, quirks } from '../../server/src/pipeline/quirks.ts';
import { type Converter, conversionRecordLine } from '../../server/src/services/convert.ts';
import { answerOf, type OracleFile } from './comparison.ts';
import { conversions, converterFor } from './conversions.ts';

export interface Departures {
  readonly records: number;
  readonly different: number;
  /** In how many records each departure changes the answer. */
  readonly byId: ReadonlyMap<string, number>;
  /** Records that no departure of the list explains. */
  readonly unexplained: readonly string[];
}

/** `undefined` for files of another kind. */
export function departuresOf(file: OracleFile): Departures | undefined {
  if (!conversions.files.test(file.path)) return undefined;
  const texts = file.texts();
  const ids = idsFor(basename(file.path).split('.')[0] ?? '');
  const [theirs, ours] = [converterFor(file.path, true), converterFor(file.path, false)];
  const trials = trialsFor(file.path);
  const byId = new Map<string, number>();
  const unexplained: string[] = [];
  let [records, different] = [0, 0];
  for (const line of file.lines()) {
    const { path } = JSON.parse(line) as { path: string };
    const answers = (converter: Converter) =>
      conversionRecordLine(converter.convert(path, texts.get(path) ?? '').record);
    const [reproduced, right] = [answers(theirs), answers(ours)];
    records++;
    if (isSame(reproduced, right)) continue;
    different++;
    const causes = departureCauses(ids, {
      alone: (id) => !isSame(answers(trials(id).only), right),
      amongAll: (id) => !isSame(answers(trials(id).without), reproduced),
    });
    if (causes.length === 0) unexplained.push(path);
    for (const id of causes) byId.set(id, (byId.get(id) ?? 0) + 1);
  }
  return { records, different, byId, unexplained };
}

/** Texts of errors do not count. */
const isSame = (one: string, other: string) => answerOf('', one, other).agrees;

function idsFor(target: string): readonly QuirkId[] {
  const id = findBackend(target)?.id ?? target;
  return quirks.flatMap((quirk) => (quirk.targets.length === 0 || quirk.targets.includes(id) ? [quirk.id] : []));
}

/** For a departure, a converter that has all others, and one that has none but it. */
function trialsFor(file: string) {
  const all = quirks.map((quirk) => quirk.id);
  const made = new Map<QuirkId, { readonly without: Converter; readonly only: Converter }>();
  return (id: QuirkId) => {
    let trial = made.get(id);
    if (!trial) {
      const others = new Set(all.filter((other) => other !== id));
      trial = { without: converterFor(file, others), only: converterFor(file, new Set([id])) };
      made.set(id, trial);
    }
    return trial;
  };
}
