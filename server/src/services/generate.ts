/** Rules from a report: what the command line and the editor ask for, with the failures that people can do something about as data. */
import { type CancellationToken, CancelledError } from '../base/cancellation.ts';
import { Failure } from '../base/failure.ts';
import type { DataFiles } from '../data/data-files.ts';
import type { GenerationEngine } from '../generate/engines/engine.ts';
import { generate } from '../generate/generate.ts';
import type { GenerationResult } from '../generate/types.ts';

export type { GeneratedRule, GenerationResult, PipelineNotice } from '../generate/types.ts';

export interface GenerateRequest {
  readonly text: string;
  readonly inputType?: 'text' | 'url';
  /** The report's address, for the rules' `references`. */
  readonly reference?: string;
  /** Absent or empty: every provider that the corpus covers. */
  readonly providers?: readonly string[];
  /** Absent or empty: every SIEM that has a backend. */
  readonly siems?: readonly string[];
  readonly includeIocRules?: boolean;
  /** `YYYY-MM-DD` for the rules' `date`. */
  readonly date: string;
}

export interface GenerateEnvironment {
  readonly files: DataFiles;
  readonly engine?: GenerationEngine;
  readonly token?: CancellationToken;
  /** Called before each step with words for a person and the part of the work that is done, 0 to 1. */
  readonly progress?: (step: string, fraction: number) => void;
  readonly now?: () => number;
  /** Awaited between steps, so that the host can read a cancellation. */
  readonly pause?: () => Promise<void>;
}

/**
 * Throws `Failure` with the codes `ValidationError` and `InputTooLarge`, and `CancelledError`; anything else that goes wrong inside is
 * a `Failure` with the code `PipelineFailed`.
 */
export async function generateRules(
  request: GenerateRequest,
  environment: GenerateEnvironment,
): Promise<GenerationResult> {
  const { files, engine, token, progress, now, pause } = environment;
  const { text, ...options } = request;
  try {
    return await generate({
      text,
      options: { ...options, ...(token && { token }), ...(progress && { progress }) },
      files,
      ...(engine && { engine }),
      ...(now && { now }),
      ...(pause && { pause }),
    });
  } catch (error) {
    if (error instanceof Failure || error instanceof CancelledError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(
      'PipelineFailed',
      `Generation failed: ${reason}. This is a defect of Sigmasmith; please report it.`,
      { cause: error },
    );
  }
}

/** The files of one rule for a folder: the rule, named after its title. */
export function ruleFileName(title: string): string {
  const words = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 80);
  return `${words || 'rule'}.yml`;
}
