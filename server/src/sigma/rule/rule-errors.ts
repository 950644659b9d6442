import type { Span } from '../../base/span.ts';
import type { SigmaError } from '../sigma-error.ts';

/** Thrown inside a parser where Python would raise out of it; never leaves `sigma/`. */
export class SigmaRaise extends Error {
  readonly error: SigmaError;

  constructor(errorClass: string, message: string, span: Span) {
    super(message);
    this.error = { errorClass, message, span };
  }
}

/**
 * The errors of one document, sorted as pySigma meets them: those that it collects, the one that stops it, and those that it no longer
 * sees because it stopped. Reading goes on after each.
 */
export class RuleErrors {
  readonly #collected: SigmaError[] = [];
  readonly #further: SigmaError[] = [];
  #fatal: SigmaError | undefined;
  #raises: SigmaError | undefined;

  /** pySigma appends the error to its list. */
  add(errorClass: string, message: string, span: Span): void {
    this.addError({ errorClass, message, span });
  }

  addError(error: SigmaError): void {
    (this.#fatal === undefined ? this.#collected : this.#further).push(error);
  }

  /** pySigma (or Python) raises the error whether errors are collected or not. */
  raise(errorClass: string, message: string, span: Span): void {
    this.raiseError({ errorClass, message, span });
  }

  raiseError(error: SigmaError): void {
    if (this.#fatal !== undefined) {
      this.#further.push(error);
      return;
    }
    this.#fatal = { ...error, fatal: true };
    this.#raises ??= error;
  }

  /** A mistake that pySigma does not come to see. */
  addFurther(error: SigmaError): void {
    this.#further.push(error);
  }

  /** pySigma's `if not collect_errors and errors: raise errors[0]`. */
  checkpoint(): void {
    this.#raises ??= this.#collected[0];
  }

  get hasFatal(): boolean {
    return this.#fatal !== undefined;
  }

  result(): { errors: readonly SigmaError[]; furtherErrors: readonly SigmaError[]; raises: SigmaError | undefined } {
    const errors = this.#fatal === undefined ? this.#collected : [...this.#collected, this.#fatal];
    return { errors, furtherErrors: this.#further, raises: this.#raises };
  }
}
