/**
 * What a KQL condition says about an event, after Microsoft's description of the operators: over the syntax tree of their own parser,
 * with the values that are null where Kusto's are. It knows what the backend writes and refuses all else. It is no engine.
 */
import { RE2JS } from 're2js';
import { createFieldReader, type SigmaEvent, scalarText } from '../../../server/src/evaluate/sigma-event.ts';
import { parseIpv4, parseIpv6 } from '../../../server/src/sigma/types/ip-network.ts';
import type { Found } from '../engine-client.ts';
import type { FieldType } from '../rule-cases.ts';
import { type KustoNode, nodeKind, parseKustoCondition } from './kusto-language.ts';

/** `null` is Kusto's: unknown. Texts are never null. */
type Value = string | number | boolean | null;
type Expression = (event: SigmaEvent) => Value;
type Fields = ReadonlyMap<string, FieldType>;

class Refused extends Error {}

/** Numbers of the events that the condition holds for, or what Kusto would say against it. */
export function searchKusto(query: string, fields: Fields, events: readonly SigmaEvent[]): Found {
  const tree = parseKustoCondition(query);
  if ('refused' in tree) return tree;
  try {
    const expression = compile(tree, fields);
    return { numbers: new Set([...events.keys()].filter((at) => expression(events[at] as SigmaEvent) === true)) };
  } catch (error) {
    if (error instanceof Refused) return { refused: error.message };
    throw error;
  }
}

function compile(node: KustoNode, fields: Fields): Expression {
  const kind = nodeKind(node);
  const compiler = compilers[kind];
  if (!compiler) throw new Refused(`${kind} is not known here.`);
  return compiler(node, fields);
}

const compilers: Readonly<Record<string, (node: KustoNode, fields: Fields) => Expression>> = {
  ParenthesizedExpression: ({ Expression }, fields) => compile(Expression, fields),
  LiteralExpression: (node) => {
    const value = literalValue(node);
    return () => value;
  },
  PrefixUnaryExpression: (node) => {
    const value = -Number(literalValue(node.Expression));
    return () => value;
  },
  NameReference: (node, fields) => column(pathOf(node), fields),
  PathExpression: (node, fields) => column(pathOf(node), fields),
  ElementExpression: (node, fields) => column(pathOf(node), fields),
  FunctionCallExpression: ({ Name, ArgumentList }, fields) => {
    const call = functions[Name.SimpleName];
    if (!call) throw new Refused(`The function ${Name.SimpleName} is not known here.`);
    const args = listOf(ArgumentList).map((argument) => compile(argument, fields));
    return (event) => call(...args.map((argument) => argument(event)));
  },
  InExpression: (node, fields) => inList(node, fields),
  HasAllExpression: (node, fields) => inList(node, fields),
  BinaryExpression: ({ Left, Operator, Right }, fields) => {
    const operator = Operator.Text.trim();
    if (operator === 'and' || operator === 'or')
      return logical(operator, compile(Left, fields), compile(Right, fields));
    const compare = comparisons[operator];
    if (!compare) throw new Refused(`The operator ${operator} is not known here.`);
    const right = compile(Right, fields);
    if (nodeKind(Left) === 'StarExpression')
      return (event) => Object.values(event).some((value) => compare(textOf(value), right(event)) === true);
    const left = compile(Left, fields);
    return (event) => compare(left(event), right(event));
  },
};

function literalValue(node: KustoNode): Value {
  const value = node.LiteralValue;
  if (typeof value === 'string') return value;
  const text = node.GetChild(0)?.Text.trim() ?? '';
  return text === 'true' || text === 'false' ? text === 'true' : Number(text);
}

function pathOf(node: KustoNode): string {
  switch (nodeKind(node)) {
    case 'NameReference':
      return node.SimpleName;
    case 'PathExpression':
      return `${pathOf(node.Expression)}.${pathOf(node.Selector)}`;
    case 'ElementExpression':
      return `${pathOf(node.Expression)}.${String(node.Selector.Expression.LiteralValue)}`;
    default:
      throw new Refused(`${nodeKind(node)} is no column.`);
  }
}

const textOf = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** A value that does not fit the type of its column was not taken in. */
function column(path: string, fields: Fields): Expression {
  const read = createFieldReader(path);
  const type = fields.get(path) ?? 'keyword';
  return (event) => {
    const value = read(event)?.[0];
    const text = value === undefined || value === null ? '' : scalarText(value);
    if (type === 'keyword' || type === 'ip') return text;
    if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : null;
    return text.trim() === '' || !Number.isFinite(Number(text)) ? null : Number(text);
  };
}

function listOf({ Expressions }: KustoNode): KustoNode[] {
  return Array.from({ length: Expressions.Count }, (_, at) => Expressions.getItem(at).Element);
}

function inList({ Left, Operator, Right }: KustoNode, fields: Fields): Expression {
  const left = compile(Left, fields);
  const values = listOf(Right).map((item) => compile(item, fields)({}));
  const operator = Operator.Text.trim();
  if (operator === 'has_all')
    return (event) => values.every((value) => hasTerm(asText(left(event), operator), String(value)));
  const compare = comparisons[operator === 'in~' ? '=~' : '=='] as Comparison;
  return (event) => {
    const value = left(event);
    return values.some((wanted) => compare(value, wanted) === true);
  };
}

/** Unknown unless one side decides it. */
function logical(operator: 'and' | 'or', left: Expression, right: Expression): Expression {
  const deciding = operator === 'or';
  return (event) => {
    const first = asBoolean(left(event), operator);
    const second = asBoolean(right(event), operator);
    if (first === deciding || second === deciding) return deciding;
    return first === null || second === null ? null : !deciding;
  };
}

type Comparison = (left: Value, right: Value) => boolean | null;

/** Kusto ignores the case of ASCII letters only. */
const fold = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const ofTexts =
  (name: string, holds: (left: string, right: string) => boolean): Comparison =>
  (left, right) =>
    holds(asText(left, name), asText(right, name));
const ofNumbers =
  (name: string, holds: (left: number, right: number) => boolean): Comparison =>
  (left, right) => {
    if (typeof left === 'string' || typeof right === 'string') throw new Refused(`${name} does not compare texts.`);
    return left === null || right === null ? null : holds(Number(left), Number(right));
  };

const comparisons: Readonly<Record<string, Comparison>> = {
  '=~': ofTexts('=~', (left, right) => fold(left) === fold(right)),
  contains: ofTexts('contains', (left, right) => fold(left).includes(fold(right))),
  startswith: ofTexts('startswith', (left, right) => fold(left).startsWith(fold(right))),
  endswith: ofTexts('endswith', (left, right) => fold(left).endsWith(fold(right))),
  'matches regex': ofTexts('matches regex', (left, right) => patternOf(right).matcher(left).find()),
  '<': ofNumbers('<', (left, right) => left < right),
  '<=': ofNumbers('<=', (left, right) => left <= right),
  '>': ofNumbers('>', (left, right) => left > right),
  '>=': ofNumbers('>=', (left, right) => left >= right),
  '==': (left, right) => {
    if (left === null || right === null) return left === right ? null : false;
    if (typeof left !== typeof right) throw new Refused(`Cannot compare a ${typeof left} with a ${typeof right}.`);
    return left === right;
  },
};

function patternOf(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern);
  } catch (error) {
    throw new Refused(`Invalid regular expression: ${(error as Error).message}`);
  }
}

function hasTerm(text: string, term: string): boolean {
  const quoted = term.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${quoted}(?![\\p{L}\\p{N}])`, 'iu').test(text);
}

const functions: Readonly<Record<string, (...args: readonly Value[]) => Value>> = {
  not: (value = null) => {
    const condition = asBoolean(value, 'not');
    return condition === null ? null : !condition;
  },
  isempty: (value = null) => value === null || value === '',
  isnotempty: (value = null) => value !== null && value !== '',
  isnull: (value = null) => value === null,
  coalesce: (...values) => values.find((value) => value !== null) ?? null,
  tostring: textOf,
  todouble: (value = null) => {
    const text = textOf(value).trim();
    return text === '' || !Number.isFinite(Number(text)) ? null : Number(text);
  },
  ipv4_is_in_range: (address = null, network = null) => isInRange(parseIpv4, 32, address, network),
  ipv6_is_in_range: (address = null, network = null) => isInRange(parseIpv6, 128, address, network),
};

function isInRange(
  parse: (text: string) => bigint | undefined,
  bits: number,
  address: Value,
  network: Value,
): boolean | null {
  const [base = '', length = ''] = asText(network, 'a network').split('/');
  const [value, start] = [parse(asText(address, 'an address')), parse(base)];
  if (value === undefined || start === undefined) return null;
  const shift = BigInt(bits - Number(length));
  return value >> shift === start >> shift;
}

function asText(value: Value, where: string): string {
  if (typeof value !== 'string') throw new Refused(`${where} takes texts only.`);
  return value;
}

function asBoolean(value: Value, where: string): boolean | null {
  if (typeof value !== 'boolean' && value !== null) throw new Refused(`${where} takes conditions only.`);
  return value;
}
