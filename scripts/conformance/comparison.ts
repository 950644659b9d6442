/** What a comparison with the oracle is: one module a kind of file, listed in `index.ts`. */

/** One file of an oracle folder. */
export interface OracleFile {
  /** Below the folder that was given, with `/`: `sigmahq/parse.jsonl.gz`. */
  readonly path: string;
  /** The name of the set of rules or cases: `sigmahq`, `synthetic`, `unit`. */
  readonly set: string;
  /** One JSON record each. */
  readonly lines: () => string[];
  /** The rules that the records are about, by the records' `path`; throws when they are not there. */
  readonly texts: () => ReadonlyMap<string, string>;
}

export interface Answer {
  /** What identifies the record within its file, for people and for `known-differences.json`. */
  readonly id: string;
  /** Everything that counts is the same: ok or error, error class, value. */
  readonly agrees: boolean;
  /** The texts of errors are the same, too. */
  readonly sameText: boolean;
  readonly expected: string;
  readonly got: string;
}

export interface Comparison {
  readonly id: string;
  /** Which files, by path. */
  readonly files: RegExp;
  readonly compare: (file: OracleFile) => Iterable<Answer>;
  /** Share of records that must agree besides known differences; 1 where it is not given. */
  readonly bar?: number;
}

/** Compares two records: whole for the text, without the texts of errors for what counts. */
export function answerOf(id: string, expected: string, got: string): Answer {
  if (expected === got) return { id, agrees: true, sameText: true, expected, got };
  const [wanted, answered] = [readRecord(expected), readRecord(got)];
  const sameText = JSON.stringify(wanted) === JSON.stringify(answered);
  const agrees = sameText || JSON.stringify(withoutTexts(wanted)) === JSON.stringify(withoutTexts(answered));
  return { id, agrees, sameText, expected, got };
}

const tokens = /"(?:[^"\\]|\\.)*"|-?(?:\d[\d.]*(?:[eE][+-]?\d+)?|Infinity)|NaN/g;

/** JSON with every number as `{ numeral }`: integers and floats stay apart and keep their digits, and Python's `NaN` is read. */
export function readRecord(line: string): unknown {
  return JSON.parse(line.replace(tokens, (token) => (token.startsWith('"') ? token : `{"numeral":"${token}"}`)));
}

function withoutTexts(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTexts);
  if (typeof value !== 'object' || value === null) return value;
  const isError = 'error_class' in value;
  const kept = Object.entries(value).filter(([key]) => !isError || (key !== 'error' && key !== 'error_truncated'));
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutTexts(item)]));
}
