/** Asking a model: the server writes the request, the editor adds the key and sends it. */
import { requestName } from './message.ts';

/** How techniques are read out of a report. `auto`: with the model when there is a key and a yes, else without. */
export type EngineChoice = 'auto' | 'embedded' | 'anthropic';

export interface ModelSettings {
  readonly model: string;
  readonly baseUrl: string;
}

export interface ModelSendParams {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export type ModelSendResult =
  | { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }
  | { readonly error: { readonly code: string; readonly message: string } };

/** From the server to the editor: send this to the model service, with the key. */
export const modelSendRequest = requestName<ModelSendParams, ModelSendResult>('sigmasmith/model/send');
