import { ConversionError } from '../conversion-error.ts';
import { externalParameters, externalPlaceholders } from '../external-values.ts';
import { isPlainList, plainText } from '../plain-value.ts';
import type { TransformationDefinition } from '../transformation.ts';

/** Replaces placeholders by what a command prints, where the user has allowed that. */
export const commandPlaceholders: TransformationDefinition = {
  id: 'command_placeholders',
  required: [],
  optional: ['cmd', 'timeout', 'max_stdout', ...externalParameters],
  create(parameters, { externalSources }) {
    const value = parameters.value('cmd') ?? '';
    const command = isPlainList(value) ? value.map(plainText) : plainText(value);
    if (command.length === 0)
      throw new ConversionError(
        'SigmaConfigurationError',
        "CommandPlaceholderTransformation requires a non-empty 'cmd'",
      );
    return externalPlaceholders(parameters, externalSources, (sources) => sources.run(command));
  },
};
