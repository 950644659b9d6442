/** Channels of Windows services that pySigma 1.5 lacks, or names otherwise. */
import { reproduces } from '../quirks.ts';
import type { TransformationDefinition } from '../transformation.ts';
import { addConditionTransformation } from '../transformations/add-condition.ts';

/** `add_condition` with what pySigma 1.5 adds instead, which may be nothing. */
const addWindowsChannel: TransformationDefinition = {
  id: 'add_windows_channel',
  required: ['conditions'],
  optional: ['conditions_of_pysigma'],
  create(parameters) {
    const adding = (name: string) =>
      addConditionTransformation({
        conditions: parameters.map(name),
        name: undefined,
        template: false,
        negated: false,
      });
    const ours = adding('conditions');
    const theirs = parameters.has('conditions_of_pysigma') ? adding('conditions_of_pysigma') : undefined;
    return {
      apply(rule, run, item) {
        const chosen = reproduces(run, 'windows-channels') ? theirs : ours;
        chosen?.apply(rule, run, item);
      },
    };
  },
};

export const windowsChannelTransformations: readonly TransformationDefinition[] = [addWindowsChannel];
