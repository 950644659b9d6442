/**
 * The tree that a YAML text becomes. Read as PyYAML's safe loader reads it, because that is what Sigma means in practice.
 * Every node knows its place in the source; nothing is thrown at a user.
 */
import type { Problem } from '../base/problem.ts';
import type { Span } from '../base/span.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A `!!timestamp` without a time part. Sigma rejects dates in detections but wants them in `date` and `modified`. */
export interface YamlDate {
  readonly kind: 'date';
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

/** A `!!timestamp` with a time part; `text` is Python's `str()` of it. */
export interface YamlDateTime {
  readonly kind: 'datetime';
  readonly text: string;
}

export interface YamlBinary {
  readonly kind: 'binary';
  readonly bytes: Uint8Array;
}

/** What PyYAML constructs from a scalar. Integers are bigint so that no digit is lost. */
export type ScalarValue = null | boolean | bigint | number | string | YamlDate | YamlDateTime | YamlBinary;

export interface YamlScalar {
  readonly kind: 'scalar';
  /**
   * The scalar as written: with its quotes or block indicator, and with a tag or anchor before it (`contentSpan` leaves these
   * out). Without width where nothing is written (`key:`), and without the line breaks that end a block scalar.
   */
  readonly span: Span;
  readonly style: ScalarStyle;
  /** Content after unquoting, unescaping and folding: a string's value, and the text from which other values were read. */
  readonly text: string;
  /** What PyYAML constructs; the text where it cannot (`stream.error` and the document's problems tell). */
  readonly value: ScalarValue;
  /** Resolved tag, e.g. `tag:yaml.org,2002:int`. */
  readonly tag: string;
}

export interface YamlPair {
  readonly key: YamlNode;
  readonly value: YamlNode;
  /** Where the pair stands: from the key's start to the value's end. */
  readonly span: Span;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly span: Span;
  readonly tag: string;
  readonly flow: boolean;
  /** The pairs as written: duplicates and merge keys included, in source order. */
  readonly pairs: readonly YamlPair[];
  /**
   * The mapping as PyYAML constructs it: merge keys expanded, of duplicate keys the last value at the first key's place.
   * Pairs that cannot be constructed (complex keys) are left out.
   */
  readonly entries: readonly YamlPair[];
}

export interface YamlSeq {
  readonly kind: 'seq';
  readonly span: Span;
  readonly tag: string;
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

/**
 * An alias is the anchored node itself (same object), so its span lies elsewhere; the span of the pair that holds it covers the
 * alias. A recursive one is a problem and reads as null.
 */
export type YamlNode = YamlScalar | YamlMap | YamlSeq;

export interface YamlDocument {
  /** From the document's first character (after `---`) to the marker or directive that ends it, or the end of the text. */
  readonly span: Span;
  /** `null` for an empty document, and for one beyond the limits. Broken input leaves the part that could be read. */
  readonly root: YamlNode | null;
  /** In the order of the text. Errors: see `error`; `duplicate-key` is a warning, `recursive-alias` an error of ours. */
  readonly problems: readonly Problem[];
}

export interface YamlStream {
  readonly text: string;
  readonly documents: readonly YamlDocument[];
  /**
   * What PyYAML would raise first, if anything: its class and `str()`. Besides its own classes (`ReaderError`, `ScannerError`,
   * `ParserError`, `ComposerError`, `ConstructorError`) Python's may come through (`ValueError` for an impossible date, `KeyError`,
   * `IndexError`, `TypeError`, `AttributeError`, `OverflowError`, `RecursionError`); `YamlLimit` is ours, for texts beyond `limits.ts`.
   * `document` is the number of documents that PyYAML hands out before; there may be none with this index, when the error is
   * met behind the last one.
   */
  readonly error: {
    readonly errorClass: string;
    readonly message: string;
    readonly document: number;
    readonly span: Span;
  } | null;
}
