/** Parts of a condition that SPL cannot express in its search and that become commands in the pipe behind or before it. */
import type { Span } from '../../../base/span.ts';
import { QueryText } from '../../../pipeline/query-text.ts';
import type { DeferredExpression } from '../../conversion-state.ts';
import { blake2sHex } from './blake2s.ts';

/** Where a deferred part comes from. */
export interface Origin {
  readonly field: string;
  readonly fieldSpan: Span | undefined;
  readonly valueSpan: Span | undefined;
}

/** `| regex field="…"` behind the search. */
export function deferredRegex({ field, fieldSpan, valueSpan }: Origin, pattern: string): DeferredExpression {
  return {
    kind: 'deferred',
    negated: false,
    finalize: (negated) =>
      QueryText.concat(
        'regex ',
        QueryText.of(field, fieldSpan),
        `${negated ? '!=' : '='}"`,
        QueryText.of(pattern, valueSpan),
        '"',
      ),
  };
}

/** `| where 'a'='b'` behind the search. */
export function deferredFieldReference({ field, fieldSpan, valueSpan }: Origin, other: string): DeferredExpression {
  return {
    kind: 'deferred',
    negated: false,
    finalize: (negated) =>
      QueryText.concat(
        `where ${negated ? 'NOT ' : ''}'`,
        QueryText.of(field, fieldSpan),
        "'='",
        QueryText.of(other, valueSpan),
        "'",
      ),
  };
}

/** A test that runs before the search and leaves its result in a field, so that the search can combine it with others. */
export interface EvaluatedTest {
  readonly kind: 'evaluated';
  readonly text: QueryText;
}

const maximumGroupName = 32;

/** The fields that such tests write. Two tests of one field are told apart by a number. */
export class EvaluatedFields {
  readonly tests: EvaluatedTest[] = [];
  readonly #counts = new Map<string, number>();
  readonly #likePySigma: boolean;

  constructor(likePySigma: boolean) {
    this.#likePySigma = likePySigma;
  }

  /** Adds `| rex … | eval …` and returns the name of the field that is "true" on a match. */
  addRegex(origin: Origin, pattern: string): string {
    const { suffix, name, condition } = this.#next(origin.field);
    const match = groupName(name, `Match${suffix}`);
    this.tests.push({
      kind: 'evaluated',
      text: QueryText.concat(
        'rex field=',
        QueryText.of(this.#quoted(origin.field), origin.fieldSpan),
        ` "(?<${match}>`,
        QueryText.of(pattern, origin.valueSpan),
        `)"\n| eval ${condition}=if(isnotnull(${match}), "true", "false")`,
      ),
    });
    return condition;
  }

  /** Adds `| eval …` for a comparison with another field. */
  addFieldReference(origin: Origin, other: string): string {
    const { condition } = this.#next(origin.field);
    this.tests.push({
      kind: 'evaluated',
      text: QueryText.concat(
        `eval ${condition}=if('`,
        QueryText.of(origin.field, origin.fieldSpan),
        "'='",
        QueryText.of(other, origin.valueSpan),
        `', "true", "false")`,
      ),
    });
    return condition;
  }

  /** All fields that the tests write. */
  get names(): ReadonlySet<string> {
    const names = new Set<string>();
    for (const [field, count] of this.#counts)
      for (let i = 1; i <= count; i++) names.add(`${this.#nameOf(field)}Condition${i === 1 ? '' : i}`);
    return names;
  }

  /** The last part of a field's name, with only what names of groups may hold. */
  #nameOf(field: string): string {
    const name = field.replace(/.*\./g, '');
    return this.#likePySigma ? name : name.replace(/\W/g, '_').replace(/^(?=\d)/, '_');
  }

  #quoted(field: string): string {
    return this.#likePySigma || /^[\w.]+$/.test(field) ? field : `"${field.replace(/["\\]/g, '\\$&')}"`;
  }

  #next(field: string): { suffix: string; name: string; condition: string } {
    const name = this.#nameOf(field);
    // pySigma: splunk.py#SplunkDeferredORRegularExpression – counts by the whole field, so that a.x and b.x share one name.
    const key = this.#likePySigma ? field : name;
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    const suffix = count === 1 ? '' : String(count);
    return { suffix, name, condition: `${name}Condition${suffix}` };
  }
}

/** Splunk's names of groups end at 32 characters: longer ones keep their beginning and a digest of the whole. */
function groupName(name: string, suffix: string): string {
  const full = [...name, ...suffix];
  if (full.length <= maximumGroupName) return full.join('');
  const digest = blake2sHex(name).slice(0, 8);
  const length = Math.max(maximumGroupName - suffix.length - digest.length, 0);
  return [...name].slice(0, length).join('') + digest + suffix;
}
