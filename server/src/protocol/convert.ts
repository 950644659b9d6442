import type { Range } from 'vscode-languageserver-types';
import type { LongRequest, Reply } from './message.ts';
import { notificationName, requestName } from './message.ts';

/** A conversion that somebody chose: one that the project has a name for (`.sigmasmith.yml`), or a target of the program. */
export type ConversionRequest =
  | { readonly configured: string }
  | {
      readonly target: string;
      readonly format?: string;
      /** Names, or absolute paths of files; absent: those of a usual installation. */
      readonly pipelines?: readonly string[];
    };

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
  /** Nothing is lost or changed: not worth an interruption. */
  readonly isAside?: true;
}

/** One range of the text and the range of the rule that it came from. */
export interface RangeMapping {
  readonly query: Range;
  readonly rule: Range;
}

export interface Conversion {
  /** The target's name; the one asked for where there is no such target. */
  readonly target: string;
  /** What a person calls the conversion. */
  readonly label: string;
  /** Language of the text, as in `sigmasmith-<language>`, or as VS Code names it. */
  readonly language: string;
  readonly queries: readonly string[];
  /** All that the conversion hands out, as a text to look at. Empty after an error. */
  readonly text: string;
  readonly mappings: readonly RangeMapping[];
  readonly notices: readonly ConversionNotice[];
  /** Why there is no query, or why one is missing. */
  readonly errors: readonly { readonly code: string; readonly message: string; readonly range?: Range }[];
}

export interface ConvertResult {
  /** Title of the (first) rule, for tabs. */
  readonly title: string;
  /** Of the document that was converted. */
  readonly version: number;
  /** In the order of the request. */
  readonly conversions: readonly Conversion[];
}

export const convertRequest = requestName<ConvertParams, Reply<ConvertResult>>('sigmasmith/convert');

export interface ConvertFolderParams extends LongRequest {
  /** Paths on the server's machine. */
  readonly folder: string;
  readonly output: string;
  /** Configured conversions are those of the project that the folder belongs to. */
  readonly conversions: readonly ConversionRequest[];
}

export interface FolderConversionFailure {
  /** The rule's file, relative to the folder. */
  readonly path: string;
  readonly target?: string;
  readonly code: string;
  readonly message: string;
  readonly position?: { readonly line: number; readonly character: number };
}

export interface ConvertFolderResult {
  /** Files with rules. */
  readonly rules: number;
  /** Query files. */
  readonly written: number;
  readonly failures: readonly FolderConversionFailure[];
}

export const convertFolderRequest = requestName<ConvertFolderParams, Reply<ConvertFolderResult>>(
  'sigmasmith/convertFolder',
);

export interface RulePlace {
  readonly title: string;
  /** Where the rule begins. */
  readonly range: Range;
}

/** The rules of an open document; none where it is no Sigma. */
export const listRulesRequest = requestName<{ readonly uri: string }, readonly RulePlace[]>('sigmasmith/listRules');

/** From the server: a project's configuration, or a pipeline that conversions used, is another now. */
export const projectChangedNotification = notificationName<Record<string, never>>('sigmasmith/projectChanged');
