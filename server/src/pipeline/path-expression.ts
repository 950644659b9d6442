/** Paths into JSON data as jq writes them: `.items[]`, `.a."b c"[0].d`, joined by `|`. No other part of jq is understood. */
import { ConversionError } from './conversion-error.ts';
import { isPlainList, isPlainMap, type PlainValue } from './plain-value.ts';

type Step = { readonly name: string } | { readonly index: number } | 'each';

const stepPattern =
  /\s*(?:\.([A-Za-z_]\w*)|\.?\["((?:[^"\\]|\\.)*)"\]|\."((?:[^"\\]|\\.)*)"|\.?\[(-?\d+)\]|\.?(\[\])|(\|)|(\.)(?![\w[".]))\??/y;

const invalid = (expression: string, problem: string) =>
  new ConversionError(
    'SigmaConfigurationError',
    `Invalid jq expression: ${problem} in '${expression}'. Use a path such as .items[].name.`,
  );

function stepsOf(expression: string): Step[] {
  const steps: Step[] = [];
  const text = expression.trimEnd();
  let at = 0;
  while (at < text.length) {
    stepPattern.lastIndex = at;
    const match = stepPattern.exec(text);
    if (!match) throw invalid(expression, `unexpected '${text.slice(at)}'`);
    at = stepPattern.lastIndex;
    const [, plain, bracketed, quoted, index, each] = match;
    const name = plain ?? bracketed ?? quoted;
    if (name !== undefined) steps.push({ name: name.replace(/\\(.)/gs, '$1') });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else if (each !== undefined) steps.push('each');
  }
  return steps;
}

export function selectPath(expression: string, value: PlainValue): PlainValue[] {
  return stepsOf(expression).reduce<PlainValue[]>(
    (values, step) => values.flatMap((item) => selectStep(item, step, expression)),
    [value],
  );
}

function selectStep(value: PlainValue, step: Step, expression: string): PlainValue[] {
  if (step === 'each') {
    if (isPlainList(value)) return [...value];
    if (isPlainMap(value)) return [...value.values()];
    throw invalid(expression, 'a value without elements');
  }
  if (value === null) return [null];
  if ('name' in step) {
    if (isPlainMap(value)) return [value.get(step.name) ?? null];
    throw invalid(expression, `a value without the name '${step.name}'`);
  }
  if (isPlainList(value)) return [value.at(step.index) ?? null];
  throw invalid(expression, `a value without the position ${step.index}`);
}
