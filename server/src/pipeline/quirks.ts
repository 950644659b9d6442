/**
 * Where pySigma's query means something else than its rule. By default ours is right and a notice says so; with `--pysigma-compat`
 * pySigma 1.5 is reproduced in all of these points. There is no other branch on compatibility.
 */

import type { ExtensionId, Extensions } from '../sigma/extensions.ts';
import { coreQuirks } from './core-quirks.ts';

export interface Quirk {
  readonly id: string;
  /** Ids of backends; empty where the core is concerned. */
  readonly targets: readonly string[];
  /** What pySigma does, and why that is wrong. */
  readonly reason: string;
}

const list = [
  ...coreQuirks,
  {
    id: 'ungrouped-expansion',
    targets: [
      'splunk',
      'splunk_spl2',
      'lucene',
      'opensearch_lucene',
      'elastalert',
      'eql',
      'esql',
      'log_scale',
      'open_search_ppl',
    ],
    reason:
      'The alternatives of windash and base64offset get no parentheses inside AND and NOT where OR is said to bind tighter, so that all but the first fall out of the AND or the negation.',
  },
  {
    id: 'splunk-deferred-negation',
    targets: ['splunk'],
    reason:
      'Regular expressions and field comparisons that are deferred behind the search fall out of a negated group: they are not negated, and the rest of the group is negated without them.',
  },
  {
    id: 'splunk-fieldref-or',
    targets: ['splunk'],
    reason:
      'Comparisons of two fields are refused under OR, though they can be tested before the search as regular expressions are.',
  },
  {
    id: 'splunk-tests',
    targets: ['splunk'],
    reason:
      'Where regular expressions are tested before the search, comparisons are taken out of an OR, fields that end in the same name share one test, names with special characters make invalid ones or crash, and nothing stands before the first pipe.',
  },
  {
    id: 'splunk-field-names',
    targets: ['splunk'],
    reason:
      'Names of fields behind "table" and "regex" are not quoted, and quotes in names are not escaped, so that they end them.',
  },
  {
    id: 'splunk-description',
    targets: ['splunk'],
    reason:
      'In saved searches a description that ends in a backslash goes on in the next line, so that the search gets lost.',
  },
  {
    id: 'only-deferred',
    targets: ['splunk'],
    reason:
      'A condition whose parts are all deferred behind the search, and are linked with AND, gives no query at all; a doubled negation of one counts once.',
  },
  {
    id: 'cased-in-list',
    targets: [
      'splunk',
      'splunk_spl2',
      'kusto',
      'lucene',
      'opensearch_lucene',
      'elastalert',
      'eql',
      'esql',
      'open_search_ppl',
    ],
    reason:
      'Several case-sensitive values of one field become a list that is compared without regard to case, though a single one is refused.',
  },
  {
    id: 'unquoted-cidr-field',
    targets: [
      'splunk',
      'kusto',
      'lucene',
      'opensearch_lucene',
      'elastalert',
      'eql',
      'esql',
      'secops',
      'splunk_spl2',
      'log_scale',
      'open_search_ppl',
    ],
    reason:
      'The field name of a network comparison is neither quoted nor escaped, so that names with spaces or special characters break the query.',
  },
  {
    id: 'nested-expansion',
    targets: [
      'splunk',
      'splunk_spl2',
      'kusto',
      'lucene',
      'opensearch_lucene',
      'elastalert',
      'eql',
      'esql',
      'secops',
      'log_scale',
      'open_search_ppl',
    ],
    reason:
      'Alternatives that consist of alternatives (base64offset twice, base64offset of windash) crash the conversion.',
  },
  {
    id: 'unescaped-not-null-field',
    targets: ['lucene', 'opensearch_lucene', 'elastalert', 'eql'],
    reason: 'In "is not null" the field name is not escaped, so that names with spaces break the query.',
  },
  {
    id: 'elastic-mixed-expansion',
    targets: ['lucene', 'opensearch_lucene', 'elastalert'],
    reason:
      'Alternatives of base64offset and windash that are no plain strings (regular expressions, networks) crash the conversion.',
  },
  {
    id: 'lucene-regex',
    targets: ['lucene', 'opensearch_lucene', 'elastalert', 'esql', 'eql'],
    reason:
      'Regular expressions are handed to Lucene unread: there they match whole values only, anchors and flags are plain characters, and characters such as # or < have a meaning of their own. In EQL all of them ignore case.',
  },
  {
    id: 'lucene-comparison-signs',
    targets: ['lucene', 'opensearch_lucene', 'elastalert'],
    reason: 'A value that begins with < or > is read as a comparison, as these signs cannot be escaped.',
  },
  {
    id: 'lucene-terms',
    targets: ['lucene', 'opensearch_lucene', 'elastalert'],
    reason:
      'The sign of negative numbers, the values AND, OR and NOT, and tabs and line breaks in values are not escaped, so that the server refuses the query or reads something else in it.',
  },
  {
    id: 'lucene-field-names',
    targets: ['lucene', 'opensearch_lucene', 'elastalert'],
    reason:
      'Of the special characters in names of fields only spaces and stars are escaped, so that colons, brackets, slashes, quotes and backslashes break the query.',
  },
  {
    id: 'esql-escapes',
    targets: ['esql'],
    reason:
      'Backslashes in patterns of "like" are escaped once instead of twice, and wildcards are escaped in plain strings, so that the server refuses the query.',
  },
  {
    id: 'esql-mixed-types',
    targets: ['esql'],
    reason: 'One field is compared with texts and with numbers, which the server refuses for every type of field.',
  },
  {
    id: 'esql-negated-null',
    targets: ['esql'],
    reason:
      'The negation of a comparison is null for events that lack the field, so that they are not found though the rule matches them.',
  },
  {
    id: 'esql-overlapping-rules',
    targets: ['esql'],
    reason:
      'In temporal correlations an event counts for the first rule that it matches only, so that rules that overlap are missed.',
  },
  {
    id: 'esql-field-names',
    targets: ['esql'],
    reason:
      'Names of fields that are reserved words, begin with a digit or have letters beyond ASCII or backquotes break the query, as they are not quoted.',
  },
  {
    id: 'negated-null',
    targets: ['splunk_spl2', 'open_search_ppl', 'kusto'],
    reason:
      'The negation of a comparison is unknown for events that lack the field, so that they are not found though the rule matches them.',
  },
  {
    id: 'spl2-precedence',
    targets: ['splunk_spl2'],
    reason: 'Alternatives within AND get no parentheses, though AND binds tighter than OR in a WHERE.',
  },
  {
    id: 'spl2-regex',
    targets: ['splunk_spl2'],
    reason:
      'Every regular expression ignores case, the flags for lines get lost, and backslashes are doubled, so that classes such as \\d match nothing.',
  },
  {
    id: 'spl2-strings',
    targets: ['splunk_spl2'],
    reason:
      'Backslashes in strings are not escaped, though they start escapes; percent signs and underscores are escaped outside of patterns, too.',
  },
  {
    id: 'spl2-field-names',
    targets: ['splunk_spl2'],
    reason:
      'Single quotes in names of fields are not escaped, so that they end them; names that begin with a digit, operators and those behind "table" are not quoted at all.',
  },
  {
    id: 'logscale-cased-strings',
    targets: ['log_scale'],
    reason:
      'In case-sensitive comparisons the quotes become part of the regular expression, and wildcards part of the string, so that they never match.',
  },
  {
    id: 'logscale-keywords',
    targets: ['log_scale'],
    reason: 'The quotes of keywords become part of the regular expression, so that they are found in quotes only.',
  },
  {
    id: 'logscale-regex-slashes',
    targets: ['log_scale'],
    reason: 'Slashes in regular expressions are not escaped, so that they end them.',
  },
  {
    id: 'logscale-empty-patterns',
    targets: ['log_scale'],
    reason: 'A lone wildcard or an empty text or pattern becomes "//", where a comment begins that hides the rest.',
  },
  {
    id: 'logscale-deferred-negation',
    targets: ['log_scale'],
    reason:
      'Network comparisons fall out of a negated group: they are not negated, and the rest of the group is negated without them.',
  },
  {
    id: 'ppl-backslashes',
    targets: ['open_search_ppl'],
    reason:
      'Backslashes are dropped from strings, so that paths never match, and are not doubled in the literals of regular expressions; escaped quotes are torn apart.',
  },
  {
    id: 'ppl-regex',
    targets: ['open_search_ppl'],
    reason: 'Regular expressions are handed to "match", which searches for words and knows no patterns.',
  },
  {
    id: 'ppl-keywords',
    targets: ['open_search_ppl'],
    reason: 'Keywords stand alone as texts, which are no conditions.',
  },
  {
    id: 'ppl-field-names',
    targets: ['open_search_ppl'],
    reason:
      'Names of fields that are words of the language, such as "end" and "start", break the query, as they are not quoted.',
  },
  {
    id: 'ppl-correlation',
    targets: ['open_search_ppl'],
    reason:
      'Counts ignore the time span; temporal correlations count distinct values of EventID instead of their rules, and the order of events is never tested.',
  },
  {
    id: 'kusto-bool-operator',
    targets: ['kusto'],
    reason: 'Booleans are compared with "=~", which KQL takes for strings only.',
  },
  {
    id: 'kusto-ipv6-range',
    targets: ['kusto'],
    reason: 'Networks of IPv6 are looked for with ipv4_is_in_range, which never matches them.',
  },
  {
    id: 'kusto-inner-wildcard',
    targets: ['kusto'],
    reason:
      'In a list of values, one with a wildcard inside matches its pieces in any order and place; a field name that needs quotes gets them twice.',
  },
  {
    id: 'kusto-wildcard-regex',
    targets: ['kusto'],
    reason:
      'A text with wildcards inside becomes a regular expression that regards case and matches anywhere in the value.',
  },
  {
    id: 'kusto-keywords',
    targets: ['kusto'],
    reason: 'Keywords stand alone as texts, which are no conditions in KQL, so that the query is refused.',
  },
  {
    id: 'kusto-all-values',
    targets: ['kusto'],
    reason: 'Values that must all be equal become "has_all", which holds for every text that has them as words.',
  },
  {
    id: 'kusto-empty-texts',
    targets: ['kusto'],
    reason:
      'Missing texts are looked for with "isnull", though texts are never null in Kusto; a lone wildcard becomes "startswith" with an empty text, which holds for missing values, too.',
  },
  {
    id: 'kusto-field-names',
    targets: ['kusto'],
    reason:
      'Names of fields that need quotes get those of texts, so that the query compares constants; reserved words get none.',
  },
  {
    id: 'kusto-line-breaks',
    targets: ['kusto'],
    reason: 'Line breaks in values are not escaped, so that the query is refused.',
  },
  {
    id: 'kusto-column-types',
    targets: ['kusto'],
    reason:
      'Columns of numbers are compared with texts and columns of texts with numbers, lists of numbers as lists of texts, and columns of other types like texts, which Kusto refuses.',
  },
  {
    id: 'kusto-unknown-columns',
    targets: ['kusto'],
    reason:
      'Fields that a pipeline maps for some tables pass for columns of every table, so that the query names columns that its table lacks.',
  },
  {
    id: 'kusto-ascii-case',
    targets: ['kusto'],
    reason:
      'Operators that ignore case do so for ASCII letters only, so that other letters are compared with regard to case.',
  },
  {
    id: 'kusto-depth',
    targets: ['kusto'],
    reason:
      'Hundreds of alternatives stand side by side, each nested deeper than the one before, deeper than Kusto allows.',
  },
  {
    id: 'kusto-empty-not',
    targets: ['kusto'],
    reason: 'The negation of a condition that vanished crashes the conversion or prints "not(None)".',
  },
  {
    id: 'eql-strings',
    targets: ['eql'],
    reason:
      'A backslash stands before stars, question marks and line breaks, which no string of EQL may have; wildcards are compared with "==", which knows none, where case matters.',
  },
  {
    id: 'eql-types',
    targets: ['eql'],
    reason:
      'Numbers and booleans are compared with ":", and lists of numbers or addresses with "like~", which EQL takes for texts only, so that the query is refused.',
  },
  {
    id: 'eql-keywords',
    targets: ['eql'],
    reason: 'Keywords stand alone as texts, which are no conditions in EQL, so that the query is refused.',
  },
  {
    id: 'eql-field-names',
    targets: ['eql'],
    reason:
      'Names of fields with hyphens, quotes or other special characters, and those that are words of the language, are not quoted.',
  },
  {
    id: 'refused-exists',
    targets: ['eql', 'log_scale'],
    reason: 'The modifier exists is refused, though the language can ask for a field.',
  },
  {
    id: 'eql-correlation',
    targets: ['eql'],
    reason:
      'Behind sequences stands "by  with runs", which is no valid EQL; counts over several rules look for one event of each in a row instead of any of them; correlations without order and without group-by become a "sample" that has no field; "gt" counts as "gte", a sequence stands inside the filter of an event, and the time span has units that EQL does not know.',
  },
  {
    id: 'counted-fields',
    targets: ['splunk', 'eql', 'esql', 'elastalert', 'open_search_ppl'],
    reason:
      'Where the values of several fields are counted together, the names stand in a row in a place for one, which is refused or counts something else.',
  },
  {
    id: 'eql-index-leak',
    targets: ['eql'],
    reason: 'The indices that a pipeline names for one rule stay for the following rules that it names none for.',
  },
  {
    id: 'eql-sequence-in-rule',
    targets: ['eql'],
    reason: 'In detection rules "any where" is put before sequences, too, which is no valid EQL.',
  },
  {
    id: 'secops-conditions',
    targets: ['secops'],
    reason:
      'NOT of a group negates its parts and leaves AND and OR as they are, or gets lost in deeper groups; numbers, networks, comparisons, null and exists are never negated; lists and strings with wildcards inside match anywhere in a value, regular expressions ignore case; keywords get two pairs of quotes.',
  },
  {
    id: 'yara-l-syntax',
    targets: ['secops'],
    reason: 'The condition of a YARA-L rule stands in a section of the wrong name; names and texts are not made safe.',
  },
  {
    id: 'empty-event-types',
    targets: ['secops'],
    reason: 'Rules whose log source has no event type get an empty group in front of their query.',
  },
  {
    id: 'secops-mapping-leak',
    targets: ['secops'],
    reason:
      'Field names are mapped by the event types of all rules that were converted before, so that the query of a rule depends on its neighbours.',
  },
  {
    id: 'elastalert-postprocessing',
    targets: ['elastalert'],
    reason: 'The post-processing of pipelines is left out.',
  },
  {
    id: 'nested-correlation-object',
    targets: ['eql', 'esql'],
    reason:
      'A correlation over another correlation holds, in formats of objects, the whole object as Python prints it.',
  },
  {
    id: 'consumed-attack-tags',
    targets: ['lucene', 'eql', 'esql'],
    reason:
      'The ATT&CK tags are taken from the rule by its first query, so that the queries of further conditions have no threat.',
  },
] as const satisfies readonly Quirk[];

export const quirks: readonly (Quirk & { readonly id: QuirkId })[] = list;

/** Among them are those that concern how rules are read. */
export type QuirkId = (typeof list)[number]['id'] | ExtensionId;

/** Which of pySigma's departures a conversion reproduces: for users all or none; single ones to see what each does. */
export type Compat = boolean | Pick<ReadonlySet<QuirkId>, 'has'>;

/** Reproduces none, and remembers which ones had a say. */
export class AskedQuirks {
  #asked = new Set<QuirkId>();

  has(quirk: QuirkId): boolean {
    this.#asked.add(quirk);
    return false;
  }

  /** What had a say in a step; steps may lie within each other. */
  during<T>(step: () => T, take: (asked: ReadonlySet<QuirkId>) => void): T {
    const outer = this.#asked;
    const own = new Set<QuirkId>();
    this.#asked = own;
    try {
      return step();
    } finally {
      this.#asked = outer;
      take(own);
    }
  }
}

/** How rules are read: what a conversion does not reproduce is read as it is meant. */
export function extensionsOf(compat: Compat): Extensions {
  return typeof compat === 'boolean' ? !compat : { has: (id) => !compat.has(id) };
}

export interface QuirkMode {
  readonly compat: Compat;
}

export function reproduces({ compat }: QuirkMode, quirk: QuirkId): boolean {
  return typeof compat === 'boolean' ? compat : compat.has(quirk);
}
