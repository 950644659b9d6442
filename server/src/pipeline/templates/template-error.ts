import { ConversionError } from '../conversion-error.ts';

/** A template that cannot be read. */
export const syntaxError = (message: string) => new ConversionError('TemplateSyntaxError', message);

/** What Python raises while a template is filled in. */
export const typeError = (message: string) => new ConversionError('TypeError', message);
