import type { CliIo, TextOutput } from './cli-io.ts';

export type Paint = (style: keyof typeof codes, text: string) => string;

const codes = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, blue: 34, cyan: 36 } as const;

/** Colours for a terminal; plain text elsewhere and when `NO_COLOR` is set. */
export function createPaint(output: TextOutput, env: CliIo['env']): Paint {
  const wanted = env.FORCE_COLOR ? env.FORCE_COLOR !== '0' : output.isTTY && !env.NO_COLOR && env.TERM !== 'dumb';
  return (style, text) => (wanted ? `\u001b[${codes[style]}m${text}\u001b[0m` : text);
}
