import { Failure } from '../base/failure.ts';
import type { Reply } from '../protocol/message.ts';

/** What can be said no to is an answer, not a crash: a `Failure` becomes a refusal, everything else passes through. */
export async function replying<Value>(job: () => Promise<Value>): Promise<Reply<Value>> {
  try {
    return { ok: true, value: await job() };
  } catch (error) {
    if (error instanceof Failure) return { ok: false, error: { code: error.code, message: error.message } };
    throw error;
  }
}
