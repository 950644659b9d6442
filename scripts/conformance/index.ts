/** The comparisons; one that handles more kinds of files is one file beside this one and one line here. */
import { backendTexts } from './backend-texts.ts';
import type { Comparison } from './comparison.ts';
import { conditions } from './conditions.ts';
import { conversions } from './conversions.ts';
import { extendedConditions } from './extended-conditions.ts';
import { parse } from './parse.ts';
import { pipelineConditions } from './pipeline-conditions.ts';
import { pipelines } from './pipelines.ts';
import { timespans } from './timespans.ts';
import { validate } from './validate.ts';
import { values } from './values.ts';

export const comparisons: readonly Comparison[] = [
  parse,
  pipelines,
  conversions,
  backendTexts,
  conditions,
  extendedConditions,
  pipelineConditions,
  timespans,
  validate,
  values,
];
