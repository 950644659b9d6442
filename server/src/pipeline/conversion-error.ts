import type { Span } from '../base/span.ts';

/** The classes that pySigma raises while it applies a pipeline or converts a rule. */
export type ConversionErrorClass =
  | 'SigmaBackendError'
  | 'SigmaConditionError'
  | 'SigmaConfigurationError'
  | 'SigmaConversionError'
  | 'SigmaDetectionError'
  | 'SigmaFeatureNotSupportedByBackendError'
  | 'SigmaPipelineConditionError'
  | 'SigmaPipelineParsingError'
  | 'SigmaPlaceholderError'
  | 'SigmaProcessingItemError'
  | 'SigmaRegularExpressionError'
  | 'SigmaSecurityError'
  | 'SigmaTransformationError'
  | 'SigmaTypeError'
  | 'SigmaValueError'
  | 'InvalidHashAlgorithmError'
  | 'InvalidUDMFieldError'
  | 'NotImplementedError'
  | 'AttributeError'
  | 'IndexError'
  | 'KeyError'
  | 'TypeError'
  | 'ValueError';

/**
 * A pipeline refuses a rule or a backend cannot express it. Thrown inside `pipeline/` and `convert/` only and caught for each rule: to
 * the outside it is a value. `errorClass` is the class that pySigma raises, so that results can be compared.
 */
export class ConversionError extends Error {
  readonly errorClass: string;
  /** Place in the rule; absent where the error concerns no single place. */
  readonly span: Span | undefined;

  constructor(errorClass: ConversionErrorClass | (string & {}), message: string, span?: Span) {
    super(message);
    this.name = 'ConversionError';
    this.errorClass = errorClass;
    this.span = span;
  }
}

export function notImplemented(message: string, span?: Span): ConversionError {
  return new ConversionError('NotImplementedError', message, span);
}

export function featureNotSupported(message: string, span?: Span): ConversionError {
  return new ConversionError('SigmaFeatureNotSupportedByBackendError', message, span);
}
