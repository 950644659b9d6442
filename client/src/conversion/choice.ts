import type { ConversionRequest } from '../../../server/src/protocol/convert.ts';

/** A conversion that a person chose, with what they call it. */
export interface Choice {
  readonly label: string;
  readonly request: ConversionRequest;
}

/** What choices of the same target and format have in common, whatever their pipelines. */
export function choiceKey({ request }: Choice): string {
  if ('configured' in request) return JSON.stringify(['configured', request.configured]);
  return JSON.stringify(['target', request.target, request.format ?? '']);
}

/** Whether something that was stored is a choice. */
export function isChoice(stored: unknown): stored is Choice {
  if (typeof stored !== 'object' || stored === null) return false;
  const { label, request } = stored as Partial<Choice>;
  if (typeof label !== 'string' || typeof request !== 'object' || request === null) return false;
  return 'configured' in request ? typeof request.configured === 'string' : typeof request.target === 'string';
}
