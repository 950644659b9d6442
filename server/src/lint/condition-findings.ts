/** What is wrong with the conditions of a rule: broken syntax with its likely cause, and names that no detection has. */
import type { Problem } from '../base/problem.ts';
import { postprocessCondition } from '../sigma/condition/postprocess.ts';
import type { ConditionNode, SigmaDetections } from '../sigma/rule/sigma-rule.ts';
import type { Fix, ReadCondition } from './define-rule.ts';
import { nearest } from './nearest.ts';
import { codeOfErrorClass, problemOfError } from './parse-errors.ts';

type ConditionFinding = Problem & { readonly fixes?: readonly Fix[] };

/** pySigma reads conditions late: these are no errors of the rule, but appear when it is checked or converted. */
export function conditionFindings(
  conditions: readonly ReadCondition[],
  detections: SigmaDetections | undefined,
): ConditionFinding[] {
  if (!detections) return [];
  return conditions.flatMap((read) => {
    if (read.error) return syntaxFindings(read, read.error);
    if (!read.tree) return [];
    const unknown = [...identifiers(read.tree)].filter(({ name }) => !detections.detections.has(name));
    if (unknown.length > 0) return unknown.map((identifier) => unknownDetection(identifier, detections));
    // Those are the business of dangling_condition.
    const { error } = postprocessCondition(read.tree, detections, { emptySelectors: true });
    return error ? [problemOfError(error)] : [];
  });
}

/** The error that pySigma reports, at the place that causes it where that is known. */
function syntaxFindings({ surprises }: ReadCondition, error: NonNullable<ReadCondition['error']>): ConditionFinding[] {
  const causes = surprises.filter(({ kind }) => kind !== 'glued-operator');
  if (causes.length === 0) return [problemOfError(error)];
  return causes.map(({ span, message, word, replacement }) => ({
    code: codeOfErrorClass(error.errorClass),
    severity: 'error',
    span,
    message,
    ...(replacement === undefined ? {} : { fixes: [replaceFix(span, word, replacement)] }),
  }));
}

type Identifier = Extract<ConditionNode, { kind: 'identifier' }>;

function* identifiers(node: ConditionNode): Generator<Identifier> {
  if (node.kind === 'identifier') yield node;
  else if (node.kind !== 'selector') for (const argument of node.args) yield* identifiers(argument);
}

function unknownDetection({ name, span }: Identifier, detections: SigmaDetections): ConditionFinding {
  const names = [...detections.detections.keys()];
  const guess = nearest(name, names);
  const hint =
    guess !== undefined
      ? `Did you mean '${guess}'?`
      : names.length === 0
        ? 'Define it there.'
        : `Define it there, or use one of: ${names.slice(0, 10).join(', ')}.`;
  return {
    code: 'sigma-condition-error',
    severity: 'error',
    span,
    message: `The condition names '${name}', but there is no such selection under 'detection'. ${hint}`,
    ...(guess === undefined ? {} : { fixes: [replaceFix(span, name, guess)] }),
  };
}

function replaceFix(span: Problem['span'], word: string, replacement: string): Fix {
  return {
    title: `Replace '${word}' by '${replacement}'`,
    kind: 'suggestion',
    edits: [{ span, newText: replacement }],
  };
}
