/**
 * The engine that asks a model: one structured call proposes techniques with quotations. A quotation that is not literally in the report counts for nothing, ids are ATT&CK's or
 * nothing, and everything after is the same code as without a model. Whatever goes wrong with the call, the embedded engine does the work and a notice says why.
 */
import Anthropic from '@anthropic-ai/sdk';
import type { CancellationToken } from '../../../base/cancellation.ts';
import { CancelledError } from '../../../base/cancellation.ts';
import { resolveTechnique } from '../../../data/attack.ts';
import { redactSecrets } from '../../../http/redact.ts';
import type { PipelineNotice, TechniqueProposal } from '../../types.ts';
import { embeddedEngine } from '../embedded/embedded-engine.ts';
import type { EngineInput, EngineResult, GenerationEngine } from '../engine.ts';
import { boundaryFor } from './boundary.ts';
import { findQuotation } from './find-quotation.ts';
import { type ModelAnswer, outputSchema, readAnswer } from './model-answer.ts';

export const anthropicEngineId = 'anthropic';
export const defaultModel = 'claude-opus-5-5';

export interface AnthropicOptions {
  /** The key; a transport that adds the key itself takes any text here. */
  readonly apiKey: string;
  readonly model?: string | undefined;
  readonly baseURL?: string | undefined;
  /** The only way out. */
  readonly fetch: unknown;
  /** Milliseconds for one try. Default: one minute. */
  readonly timeout?: number;
  /** How often the request is repeated when the service asks for a moment's patience. Default: twice. */
  readonly maxRetries?: number;
  /** Waits so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** An abort signal that follows the token. */
  readonly signal: (token: CancellationToken) => { readonly signal: unknown; dispose(): void };
}

export function createAnthropicEngine(options: AnthropicOptions): GenerationEngine {
  return {
    id: anthropicEngineId,
    async propose(input) {
      const embedded = await embeddedEngine.propose(input);
      try {
        const answer = await ask(input, options);
        const { proposals, notices } = checkAnswer(answer, input);
        return { proposals: [...embedded.proposals, ...proposals], notices: [...embedded.notices, ...notices] };
      } catch (error) {
        if (error instanceof CancelledError || input.token.isCancellationRequested) throw new CancelledError();
        const message = `${reasonOf(error, options)} The embedded engine did the work instead.`;
        const notice: PipelineNotice = { code: 'model_unavailable', message };
        return { ...embedded, notices: [...embedded.notices, notice], engine: embeddedEngine.id };
      }
    },
  };
}

/** Something that the model said or did that makes its answer useless. */
class UselessAnswer extends Error {}

async function ask({ report, files, token }: EngineInput, options: AnthropicOptions): Promise<ModelAnswer> {
  const { apiKey, model = defaultModel, baseURL = null, fetch, timeout = 60_000 } = options;
  const client = new Anthropic({
    apiKey,
    authToken: null,
    baseURL: baseURL ?? 'https://api.anthropic.com',
    fetch: fetch as never,
    timeout,
    maxRetries: 0,
    logLevel: 'off',
    openTelemetry: false,
  });
  const boundary = boundaryFor(report.text);
  const abort = options.signal(token);
  try {
    const send = () =>
      client.messages.create(
        {
          model,
          max_tokens: 16_000,
          system: files.read('prompts/techniques.md'),
          messages: [{ role: 'user', content: `${boundary}\n${report.text}\n${boundary}` }],
          output_config: { format: { type: 'json_schema', schema: outputSchema } },
        },
        { signal: abort.signal as never },
      );
    const message = await patiently(send, options);
    if (message.stop_reason === 'refusal') throw new UselessAnswer('The model declined to read this report.');
    if (message.stop_reason === 'max_tokens' || message.stop_reason === 'model_context_window_exceeded') {
      throw new UselessAnswer('The answer of the model was cut off.');
    }
    const text = (Array.isArray(message.content) ? message.content : [])
      .map((block) => (block.type === 'text' ? block.text : ''))
      .join('');
    const answer = readAnswer(text);
    if (answer === undefined) throw new UselessAnswer('The answer of the model is not what was asked for.');
    return answer;
  } finally {
    abort.dispose();
  }
}

const longestWait = 15_000;

/** Repeats what the service is too busy for, when the wait that it asks for is one that a person would wait, too. */
async function patiently<T>(send: () => Promise<T>, { maxRetries = 2, pause }: AnthropicOptions): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await send();
    } catch (error) {
      const wait = busyFor(error, attempt);
      if (wait === undefined || wait > longestWait || attempt >= maxRetries) throw error;
      await pause(wait);
    }
  }
}

/** Milliseconds to wait before another try; `undefined` when another try would not help. */
function busyFor(error: unknown, attempt: number): number | undefined {
  if (!(error instanceof Anthropic.APIError) || (error.status !== 429 && error.status !== 529 && error.status !== 503))
    return undefined;
  const asked = Number(headerOf(error.headers, 'retry-after') ?? Number.NaN);
  return Number.isFinite(asked) ? asked * 1000 : 1000 * 2 ** attempt;
}

function headerOf(headers: unknown, name: string): string | undefined {
  return (headers as { get?(name: string): string | null } | undefined)?.get?.(name) ?? undefined;
}

/** Keeps what the report proves; says what was thrown away. */
function checkAnswer(answer: ModelAnswer, { report, attack }: EngineInput): EngineResult {
  const proposals: TechniqueProposal[] = [];
  const dropped = { quotations: 0, techniques: 0 };
  const notices: PipelineNotice[] = [];
  for (const { techniqueId, confidence, evidence } of answer.techniques) {
    const resolution = resolveTechnique(attack, techniqueId);
    if (resolution.state !== 'current' && resolution.state !== 'replaced') {
      dropped.techniques++;
      continue;
    }
    const spans = evidence.flatMap((quotation) => findQuotation(quotation, report) ?? []);
    dropped.quotations += evidence.length - spans.length;
    if (spans.length === 0) continue;
    if (resolution.state === 'replaced') notices.push(replaced(resolution.former.id, resolution.technique.id));
    proposals.push({ techniqueId: resolution.technique.id, confidence, evidence: spans });
  }
  if (dropped.quotations + dropped.techniques > 0) {
    const message = `The model gave ${dropped.quotations} quotations that are not in the report and ${dropped.techniques} ids that ATT&CK does not know. They were left out.`;
    notices.push({ code: 'model_claims_dropped', message });
  }
  return { proposals, notices };
}

function replaced(former: string, current: string): PipelineNotice {
  return {
    code: 'technique_replaced',
    message: `The model named ${former}, which ATT&CK has replaced by ${current}. The rules use ${current}.`,
  };
}

function reasonOf(error: unknown, { apiKey }: AnthropicOptions): string {
  if (error instanceof UselessAnswer) return error.message;
  if (error instanceof Anthropic.AuthenticationError)
    return 'The model service does not accept the API key (401). Set a valid one.';
  if (error instanceof Anthropic.PermissionDeniedError)
    return 'The API key may not use this model (403). Choose another model or key.';
  if (error instanceof Anthropic.NotFoundError)
    return 'The model service does not know this model or address (404). Check the settings.';
  if (error instanceof Anthropic.RateLimitError)
    return `The model service takes no more requests for now (429)${waitOf(error.headers)}.`;
  if (error instanceof Anthropic.APIConnectionTimeoutError) return 'The model service did not answer in time.';
  if (error instanceof Anthropic.APIConnectionError)
    return 'The model service cannot be reached. Check the network and the proxy.';
  if (error instanceof Anthropic.APIError && error.status === 529) return 'The model service is overloaded (529).';
  if (error instanceof Anthropic.APIError && error.status !== undefined)
    return `The model service answered with status ${error.status}.`;
  const text = error instanceof Error ? error.message : String(error);
  return `The model service gave no usable answer: ${redactSecrets(text, [apiKey]).slice(0, 200)}.`;
}

function waitOf(headers: unknown): string {
  const value = headerOf(headers, 'retry-after');
  return value !== undefined && /^\d+$/.test(value) ? `; it asks to wait ${value} seconds` : '';
}
