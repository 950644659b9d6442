/** Fills in a template. What it prints of a query keeps the query's source. */
import { ConversionError } from '../conversion-error.ts';
import { QueryText, type TextLike } from '../query-text.ts';
import { typeError } from './template-error.ts';
import { escapeHtml, filterOf, type Given } from './template-filters.ts';
import { methodOf } from './template-methods.ts';
import { binary, compare, itemOf, missing, negated, ownAttribute, sliceOf } from './template-operators.ts';
import type { Arguments, Expression, Statement } from './template-syntax.ts';
import { testOf } from './template-tests.ts';
import {
  defined,
  integerOf,
  isKind,
  isMap,
  itemsOf,
  keyOf,
  type TemplateFunction,
  type TemplateObject,
  type TemplateValue,
  textOf,
  truthOf,
  tuple,
  typeName,
  undefinedValue,
} from './template-value.ts';

/** A template that loops more often is stopped. */
const maximumSteps = 1_000_000;
const maximumRange = 100_000;

const globals: ReadonlyMap<string, TemplateValue> = new Map(
  [
    callable('range', (positional) => range(positional.map(integerOf))),
    callable('dict', (_, named) => new Map(named)),
    callable('namespace', (_, named) => ({ kind: 'namespace', values: new Map(named) })),
  ].map((value) => [value.name, value]),
);

function callable(name: string, call: TemplateFunction['call']): TemplateFunction {
  return { kind: 'function', name, call };
}

function range(bounds: readonly number[]): TemplateValue {
  const [start = 0, end = 0, step = 1] = bounds.length === 1 ? [0, bounds[0] as number] : bounds;
  if (step === 0) throw new ConversionError('ValueError', 'range() arg 3 must not be zero');
  const length = Math.max(Math.ceil((end - start) / step), 0);
  if (length > maximumRange)
    throw new ConversionError(
      'OverflowError',
      `Range too big. The sandbox blocks ranges larger than MAX_RANGE (${maximumRange}).`,
    );
  return Array.from({ length }, (_, i) => BigInt(start + i * step));
}

type Scope = ReadonlyMap<string, TemplateValue>;

export function renderTemplate(statements: readonly Statement[], variables: Scope, autoescape: boolean): QueryText {
  const renderer = new Renderer(autoescape);
  renderer.run(statements, new Map(variables));
  return QueryText.concat(...renderer.output);
}

class Renderer {
  output: TextLike[] = [];
  readonly #autoescape: boolean;
  #steps = 0;

  constructor(autoescape: boolean) {
    this.#autoescape = autoescape;
  }

  run(statements: readonly Statement[], scope: Map<string, TemplateValue>): void {
    for (const statement of statements) this.#statement(statement, scope);
  }

  #statement(statement: Statement, scope: Map<string, TemplateValue>): void {
    if (++this.#steps > maximumSteps) throw new ConversionError('OverflowError', 'The template runs too long.');
    switch (statement.kind) {
      case 'text':
        this.output.push(statement.text);
        break;
      case 'print':
        this.#print(this.#evaluate(statement.value, scope));
        break;
      case 'for':
        this.#loop(statement, scope);
        break;
      case 'if': {
        const branch = statement.branches.find(({ test }) => truthOf(this.#evaluate(test, scope)));
        this.run(branch?.body ?? statement.otherwise, scope);
        break;
      }
      case 'set':
        this.#set(statement, this.#evaluate(statement.value, scope), scope);
        break;
      case 'set-block':
        scope.set(statement.target, this.#captured(statement.body, scope));
        break;
      case 'with': {
        const values = statement.values.map(([name, value]) => [name, this.#evaluate(value, scope)] as const);
        this.run(statement.body, new Map([...scope, ...values]));
        break;
      }
    }
  }

  #print(value: TemplateValue): void {
    const text = textOf(value);
    this.output.push(this.#autoescape && !isKind(value, 'markup') ? escapeHtml(text) : text);
  }

  #captured(body: readonly Statement[], scope: Map<string, TemplateValue>): TemplateValue {
    const { output } = this;
    this.output = [];
    this.run(body, new Map(scope));
    const text = QueryText.concat(...this.output);
    this.output = output;
    return this.#autoescape ? { kind: 'markup', text } : text;
  }

  #set(
    { targets, attribute }: Extract<Statement, { kind: 'set' }>,
    value: TemplateValue,
    scope: Map<string, TemplateValue>,
  ): void {
    if (attribute === undefined) {
      this.#assign(targets, value, scope);
      return;
    }
    const namespace = scope.get(targets[0] as string) ?? null;
    if (!isKind(namespace, 'namespace'))
      throw new ConversionError('TemplateRuntimeError', 'cannot assign attribute on non-namespace object');
    namespace.values.set(attribute, value);
  }

  #assign(targets: readonly string[], value: TemplateValue, scope: Map<string, TemplateValue>): void {
    if (targets.length === 1) {
      scope.set(targets[0] as string, value);
      return;
    }
    const items = itemsOf(defined(value));
    if (items.length !== targets.length)
      throw new ConversionError('ValueError', `not enough or too many values to unpack (expected ${targets.length})`);
    targets.forEach((name, i) => {
      scope.set(name, items[i] as TemplateValue);
    });
  }

  #loop(statement: Extract<Statement, { kind: 'for' }>, scope: Map<string, TemplateValue>): void {
    const { condition, targets } = statement;
    const kept = itemsOf(this.#evaluate(statement.iterable, scope)).filter((item) => {
      if (!condition) return true;
      const inner = new Map(scope);
      this.#assign(targets, item, inner);
      return truthOf(this.#evaluate(condition, inner));
    });
    kept.forEach((item, index) => {
      const inner = new Map(scope);
      this.#assign(targets, item, inner);
      inner.set('loop', loopObject(kept, index));
      this.run(statement.body, inner);
    });
    if (kept.length === 0) this.run(statement.otherwise, scope);
  }

  #evaluate(expression: Expression, scope: Scope): TemplateValue {
    const evaluate = (inner: Expression) => this.#evaluate(inner, scope);
    switch (expression.kind) {
      case 'literal':
        return expression.value;
      case 'name':
        return variable(expression.name, scope);
      case 'attribute':
        return attributeOf(evaluate(expression.of), expression.name);
      case 'item':
        return itemOf(evaluate(expression.of), evaluate(expression.key));
      case 'slice':
        return sliceOf(
          evaluate(expression.of),
          expression.bounds.map((bound) => bound && evaluate(bound)),
        );
      case 'call':
        return this.#call(evaluate(expression.callee), this.#given(expression.arguments, scope));
      case 'filter':
        return filterOf(expression.name)(evaluate(expression.of), this.#given(expression.arguments, scope));
      case 'test':
        return testOf(expression.name)(evaluate(expression.of), expression.arguments.positional.map(evaluate));
      case 'list':
        return expression.items.map(evaluate);
      case 'tuple':
        return tuple(...expression.items.map(evaluate));
      case 'dict':
        return new Map(expression.items.map(([key, value]) => [keyOf(evaluate(key)), evaluate(value)]));
      case 'concat':
        return QueryText.concat(...expression.parts.map((part) => textOf(evaluate(part))));
      default:
        return this.#operation(expression, evaluate);
    }
  }

  #operation(
    expression: Extract<Expression, { kind: 'unary' | 'binary' | 'and' | 'or' | 'compare' | 'choice' }>,
    evaluate: (inner: Expression) => TemplateValue,
  ): TemplateValue {
    switch (expression.kind) {
      case 'unary':
        if (expression.operator === 'not') return !truthOf(evaluate(expression.of));
        return negated(expression.operator, evaluate(expression.of));
      case 'binary':
        return binary(expression.operator, evaluate(expression.left), evaluate(expression.right));
      case 'and': {
        const left = evaluate(expression.left);
        return truthOf(left) ? evaluate(expression.right) : left;
      }
      case 'or': {
        const left = evaluate(expression.left);
        return truthOf(left) ? left : evaluate(expression.right);
      }
      case 'compare': {
        let left = evaluate(expression.first);
        return expression.rest.every(({ operator, right }) => {
          const value = evaluate(right);
          const holds = compare(operator, left, value);
          left = value;
          return holds;
        });
      }
      case 'choice':
        if (truthOf(evaluate(expression.test))) return evaluate(expression.value);
        return expression.otherwise
          ? evaluate(expression.otherwise)
          : undefinedValue('the inline if-expression evaluated to false and no else section was defined.');
    }
  }

  #given({ positional, named }: Arguments, scope: Scope): Given {
    return {
      positional: positional.map((value) => this.#evaluate(value, scope)),
      named: new Map(named.map(([name, value]) => [name, this.#evaluate(value, scope)])),
    };
  }

  #call(callee: TemplateValue, { positional, named }: Given): TemplateValue {
    const called = defined(callee);
    if (!isKind(called, 'function')) throw typeError(`'${typeName(called)}' object is not callable`);
    return called.call(positional, named);
  }
}

function variable(name: string, scope: Scope): TemplateValue {
  const value = scope.has(name) ? scope.get(name) : globals.get(name);
  return value === undefined ? undefinedValue(`'${name}' is undefined`) : value;
}

function attributeOf(value: TemplateValue, name: string): TemplateValue {
  const of = defined(value);
  const own = ownAttribute(of, name);
  const found = own === undefined ? methodOf(of, name) : own;
  if (found !== undefined) return found;
  if (isMap(of)) {
    const item = of.get(name);
    if (item !== undefined) return item;
  }
  return missing(of, name);
}

function loopObject(items: readonly TemplateValue[], index: number): TemplateObject {
  const attributes: Readonly<Record<string, TemplateValue | undefined>> = {
    index: BigInt(index + 1),
    index0: BigInt(index),
    revindex: BigInt(items.length - index),
    revindex0: BigInt(items.length - index - 1),
    first: index === 0,
    last: index === items.length - 1,
    length: BigInt(items.length),
    depth: 1n,
    depth0: 0n,
    previtem: index > 0 ? items[index - 1] : undefinedValue('there is no previous item'),
    nextitem: items[index + 1] ?? undefinedValue('there is no next item'),
    cycle: callable('cycle', (positional) => positional[index % positional.length] ?? null),
  };
  return {
    kind: 'object',
    type: 'LoopContext',
    text: () => `<LoopContext ${index + 1}/${items.length}>`,
    repr: () => `<LoopContext ${index + 1}/${items.length}>`,
    attribute: (name) => (Object.hasOwn(attributes, name) ? attributes[name] : undefined),
  };
}
