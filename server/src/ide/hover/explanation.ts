import type { Span } from '../../base/span.ts';
import type { LintData } from '../../lint/lint-data.ts';
import type { SigmaParse } from '../../sigma/parse-sigma.ts';
import type { AnySigmaRule } from '../../sigma/rule/sigma-rule.ts';
import type { WorkspaceIndex } from '../../workspace/workspace-index.ts';
import type { ScalarAt } from '../node-at.ts';

export interface Explanation {
  readonly span: Span;
  readonly markdown: string;
}

/** A query that the document becomes, and the way back from its parts to the rule. */
export interface ConvertedQuery {
  /** What the project calls the target. */
  readonly label: string;
  readonly language: string;
  readonly text: string;
  readonly mappings: readonly { readonly query: Span; readonly rule: Span }[];
}

/** What hover knows besides the document. */
export interface HoverInput {
  readonly data: LintData;
  readonly workspace?: WorkspaceIndex | undefined;
  /** The document for the targets of its project; asked only where an answer holds it. */
  conversions?(): readonly ConvertedQuery[];
}

/** The place that is asked about. */
export interface HoverPlace extends ScalarAt {
  readonly offset: number;
  readonly parse: SigmaParse;
  /** The rule around it, as far as it could be read. */
  readonly rule: AnySigmaRule | undefined;
  readonly input: HoverInput;
}

export type Explain = (place: HoverPlace) => Explanation | undefined;
