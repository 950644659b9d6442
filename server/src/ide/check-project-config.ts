/** What is wrong with a project's configuration: its shape, and names that nothing here answers to. */
import type { Problem } from '../base/problem.ts';
import type { AnyBackendDefinition } from '../convert/backend.ts';
import { backends, findBackend } from '../convert/backends/index.ts';
import { type ProjectLintContext, readProjectLint } from '../lint/project-lint.ts';
import { lintRules } from '../lint/rules/index.ts';
import { builtinPipelines } from '../pipeline/builtin/index.ts';
import {
  type ConfigText,
  type ConfiguredTarget,
  isPipelineFile,
  readProjectConfig,
} from '../workspace/project-config.ts';

export interface ProjectConfigContext {
  /** Why a pipeline file cannot be used; `undefined` when it can. */
  pipelineTrouble(name: string): string | undefined;
  /** A validator file, by its path as written in the section `lint`. */
  readValidators: ProjectLintContext['readValidators'];
}

export function checkProjectConfig(text: string, context: ProjectConfigContext): readonly Problem[] {
  const { value, problems } = readProjectConfig(text);
  const lint = readProjectLint(value.lint, { rules: lintRules, readValidators: context.readValidators });
  return [...problems, ...value.targets.flatMap((target) => checkTarget(target, context)), ...lint.problems];
}

function checkTarget(configured: ConfiguredTarget, context: ProjectConfigContext): Problem[] {
  const { name, target, pipelines } = configured;
  const problems = pipelines.flatMap((pipeline) => checkPipeline(pipeline, context));
  if (findBackend(name.text)) {
    const message = `"${name.text}" is the name of a target itself, and as such it is used on the command line. Choose another name.`;
    problems.push(problem(name, message, 'warning'));
  }
  const backend = findBackend(target.text);
  if (!backend) {
    const message = `There is no target "${target.text}". Use one of: ${backends.map(({ id }) => id).join(', ')}.`;
    return [...problems, problem(target, message)];
  }
  return [...problems, ...checkAgainst(configured, backend)];
}

function checkAgainst(
  { format, options, correlationMethod }: ConfiguredTarget,
  backend: AnyBackendDefinition,
): Problem[] {
  const formats = backend.formats.map(({ id }) => id);
  const methods = Object.keys(backend.correlationMethods);
  const known = Object.keys(backend.options);
  return [
    ...unknown(format, formats, `${backend.id} has no format`),
    ...unknown(correlationMethod, methods, `${backend.id} has no correlation method`),
    // Pipelines may read options that the backend itself does not know.
    ...options.flatMap(({ key }) => unknown(key, known, `${backend.id} has no option`, 'warning')),
  ];
}

function unknown(
  text: ConfigText | undefined,
  known: readonly string[],
  complaint: string,
  severity: Problem['severity'] = 'error',
): Problem[] {
  if (!text || known.includes(text.text)) return [];
  const advice = known.length > 0 ? `Use one of: ${known.join(', ')}.` : 'It has none; remove this.';
  return [problem(text, `${complaint} "${text.text}". ${advice}`, severity)];
}

function checkPipeline(pipeline: ConfigText, { pipelineTrouble }: ProjectConfigContext): Problem[] {
  const { text } = pipeline;
  if (isPipelineFile(text)) {
    const trouble = pipelineTrouble(text);
    return trouble === undefined ? [] : [problem(pipeline, trouble)];
  }
  if (builtinPipelines.some(({ id, aliases }) => id === text || aliases.includes(text))) return [];
  const message = `There is no pipeline "${text}". A file is written with its folder or ending, such as "pipelines/${text}.yml".`;
  return [problem(pipeline, message)];
}

function problem({ span }: ConfigText, message: string, severity: Problem['severity'] = 'error'): Problem {
  return { code: 'project-config', severity, span, message };
}
