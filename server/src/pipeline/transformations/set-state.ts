import { ruleTransformation, type TransformationDefinition } from '../transformation.ts';

/** Sets a value that later conditions, templates and the backend read. */
export const setState: TransformationDefinition = {
  id: 'set_state',
  required: ['key', 'val'],
  optional: [],
  create(parameters) {
    const key = parameters.string('key');
    const value = parameters.value('val') ?? null;
    return ruleTransformation((_rule, run) => {
      run.state.set(key, value);
    });
  },
};
