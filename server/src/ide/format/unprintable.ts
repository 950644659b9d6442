import type { Span } from '../../base/span.ts';

/** A document holds something that the formatter leaves alone; `message` continues "The rule …". */
export class Unprintable extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.name = 'Unprintable';
    this.span = span;
  }
}
