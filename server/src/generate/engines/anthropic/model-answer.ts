import * as z from 'zod/mini';

const answer = z.object({
  techniques: z.array(
    z.object({
      techniqueId: z.string(),
      confidence: z.enum(['high', 'medium', 'low']),
      evidence: z.array(z.string()),
    }),
  ),
});

export type ModelAnswer = z.infer<typeof answer>;

/** The shape that the model is held to. */
export const outputSchema: Record<string, unknown> = {
  type: 'object',
  additionalProperties: false,
  required: ['techniques'],
  properties: {
    techniques: {
      type: 'array',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['techniqueId', 'confidence', 'evidence'],
        properties: {
          techniqueId: { type: 'string', description: 'ATT&CK Enterprise id, e.g. T1059.001' },
          confidence: { type: 'string', enum: ['high', 'medium', 'low'] },
          evidence: { type: 'array', items: { type: 'string' }, description: 'Literal quotations from the report' },
        },
      },
    },
  },
};

/** `undefined` for everything that is not exactly an answer. */
export function readAnswer(text: string): ModelAnswer | undefined {
  try {
    return answer.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
