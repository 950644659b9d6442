import { Failure } from '../../base/failure.ts';
import type { GenerationEngine } from '../../generate/engines/engine.ts';
import type { GenerateParams, GenerationResult, ProposedTechniques } from '../../protocol/generate.ts';
import type { Reply } from '../../protocol/message.ts';
import { generateRules } from '../../services/generate.ts';
import type { JobContext } from '../jobs.ts';

/** Stands for an engine that was asked before. */
function engineOf({ engine, proposals, notices }: ProposedTechniques): GenerationEngine {
  return { id: engine, propose: () => Promise.resolve({ proposals, notices }) };
}

/** What the person can do something about (too much text, none, an unknown provider) is an answer, not an error. */
export async function generateJob(params: GenerateParams, context: JobContext): Promise<Reply<GenerationResult>> {
  const { workDoneToken: _, model: __, proposed, date = context.today, ...request } = params;
  const { files, token, now } = context;
  try {
    const value = await generateRules(
      { ...request, date },
      {
        files,
        token,
        ...(proposed && { engine: engineOf(proposed) }),
        now,
        progress: (step, fraction) => context.progress({ message: step, percentage: Math.round(fraction * 100) }),
      },
    );
    return { ok: true, value };
  } catch (error) {
    if (error instanceof Failure) return { ok: false, error: { code: error.code, message: error.message } };
    throw error;
  }
}
