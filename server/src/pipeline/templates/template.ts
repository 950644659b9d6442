/** Templates of post-processing and finalizers, read once. */
import { ConversionError } from '../conversion-error.ts';
import type { Parameters } from '../parameters.ts';
import type { QueryText } from '../query-text.ts';
import type { ExternalSources } from '../transformation.ts';
import { parseTemplate } from './parse-template.ts';
import { renderTemplate } from './render-template.ts';
import type { Statement } from './template-syntax.ts';
import type { ReadingPlace } from './template-tokens.ts';
import type { TemplateValue } from './template-value.ts';

export const templateParameters = {
  required: ['template'],
  optional: ['path', 'autoescape', 'vars'],
} as const;

const noVars =
  "The 'vars' feature executes Python code from an external file, which this program never does. Use the pipeline's own variables (vars:).";

export interface Template {
  render(variables: Readonly<Record<string, TemplateValue>>): QueryText;
}

export function templateOf(parameters: Parameters, sources: ExternalSources | undefined): Template {
  const statements = statementsOf(parameters, sourceOf(parameters, sources));
  if (parameters.optionalString('vars') !== undefined)
    throw new ConversionError('SigmaSecurityError', noVars, parameters.spanOf('vars'));
  const autoescape = parameters.boolean('autoescape', false);
  return { render: (variables) => renderTemplate(statements, new Map(Object.entries(variables)), autoescape) };
}

/** Errors of a template are placed at the expression that they are in. */
function statementsOf(parameters: Parameters, source: string): readonly Statement[] {
  const reading: ReadingPlace = { start: 0, end: 0 };
  try {
    return parseTemplate(source, reading);
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    const isInFile = parameters.optionalString('path') === undefined;
    const span = isInFile ? parameters.spanWithin('template', reading) : parameters.spanOf('template');
    throw new ConversionError(error.errorClass, error.message, span);
  }
}

function sourceOf(parameters: Parameters, sources: ExternalSources | undefined): string {
  const template = parameters.string('template');
  const path = parameters.optionalString('path');
  if (path === undefined) return template;
  if (!sources)
    throw new ConversionError(
      'SigmaSecurityError',
      'Templates in other files are read only where external sources are allowed.',
      parameters.spanOf('path'),
    );
  if (template.split('/').includes('..'))
    throw new ConversionError('TemplateNotFound', template, parameters.spanOf('template'));
  return sources.readFile(`${path}/${template}`);
}
