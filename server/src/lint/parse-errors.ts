/** Turns pySigma's error classes and texts into codes and messages for people. */
import type { Problem } from '../base/problem.ts';
import { modifiers } from '../sigma/modifiers/index.ts';
import type { SigmaError } from '../sigma/sigma-error.ts';
import { errorExplanations } from './error-explanations.ts';
import { nearest } from './nearest.ts';

/** `SigmaConditionError` → `sigma-condition-error`. */
export function codeOfErrorClass(errorClass: string): string {
  return errorClass.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}

/** An error of pySigma's as a problem. */
export function problemOfError(error: SigmaError): Problem {
  const { errorClass, span } = error;
  return { code: codeOfErrorClass(errorClass), severity: 'error', span, message: explainSigmaError(error) };
}

/** What is wrong, why, and what to do; pySigma's own text where nothing better is known. */
export function explainSigmaError(error: SigmaError): string {
  if (error.errorClass === 'SigmaModifierError') {
    const name = /^Unknown modifier '(.*)'/s.exec(error.message)?.[1];
    if (name !== undefined) return unknownModifier(name);
  }
  for (const [errorClass, pattern, explain] of errorExplanations) {
    const match = error.errorClass === errorClass && pattern.exec(error.message);
    if (match) return explain(...match.slice(1).map((group) => group ?? ''));
  }
  return /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
}

function unknownModifier(name: string): string {
  if (name === '') return "A modifier is missing after '|'. Write one, or remove the '|'.";
  const known = [...modifiers.keys()];
  const guess = nearest(name.toLowerCase(), known);
  const hint = guess ? `Did you mean '${guess}'?` : `Sigma knows ${known.join(', ')}.`;
  return `'${name}' is no Sigma modifier. ${hint}`;
}
