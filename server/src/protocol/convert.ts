import type { Range } from 'vscode-languageserver-types';
import type { Reply } from './message.ts';
import { requestName } from './message.ts';

export interface ConversionRequest {
  readonly target: string;
  readonly format?: string;
  readonly pipelines?: readonly string[];
}

export interface ConvertParams {
  /** An open document. */
  readonly uri: string;
  readonly conversions: readonly ConversionRequest[];
}

export interface ConversionNotice {
  readonly code: string;
  readonly message: string;
  /** Place in the rule that the notice is about. */
  readonly range?: Range;
}

export interface Conversion {
  readonly target: string;
  /** What a person calls the target. */
  readonly label: string;
  /** Language of the queries, as in `sigmasmith-<language>`. */
  readonly language: string;
  readonly queries: readonly string[];
  readonly notices: readonly ConversionNotice[];
  /** Why there is no query, or why one is missing. */
  readonly errors: readonly { readonly code: string; readonly message: string; readonly range?: Range }[];
}

export interface ConvertResult {
  /** Title of the (first) rule, for tabs. */
  readonly title: string;
  /** In the order of the request. */
  readonly conversions: readonly Conversion[];
}

export const convertRequest = requestName<ConvertParams, Reply<ConvertResult>>('sigmasmith/convert');
