import { requestName } from './message.ts';

/** A change of one key of the rule at a place. */
export type RuleChange =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'modified'; readonly date: string }
  | { readonly kind: 'tag'; readonly tag: string };

export interface EditRuleParams {
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };
  readonly change: RuleChange;
}

export interface RuleTextEdit {
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
  readonly newText: string;
}

/** The edits that make the change in the document's newest version; `null` when there is no rule at the place. */
export const editRuleRequest = requestName<EditRuleParams, readonly RuleTextEdit[] | null>('sigmasmith/editRule');

export interface TagChoice {
  /** As rules write it: `attack.t1059.001`. */
  readonly tag: string;
  readonly name: string;
  readonly description: string;
}

/** The tags of ATT&CK: tactics, then techniques. */
export const listTagsRequest = requestName<Record<string, never>, readonly TagChoice[]>('sigmasmith/listTags');
