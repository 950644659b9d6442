/** Python's `str.format` with values by name: `{rule.title}`, `{rule.tags[0]!r}`, `{query:>10}`. */
import { ConversionError } from '../conversion-error.ts';
import { QueryText, type TextLike } from '../query-text.ts';
import { itemOf, ownAttribute } from './template-operators.ts';
import { isKind, isMap, keyOf, reprOf, type TemplateValue, textOf, typeName } from './template-value.ts';

type Values = Readonly<Record<string, TemplateValue>>;

const valueError = (message: string) => new ConversionError('ValueError', message);

export function formatString(template: string, values: Values): QueryText {
  const parts: TextLike[] = [];
  const pattern = /\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g;
  for (const [text, field] of template.matchAll(pattern)) {
    if (field !== undefined) parts.push(formatField(field, values));
    else if (text === '{{' || text === '}}') parts.push(text[0] as string);
    else if (text === '{') throw valueError("Single '{' encountered in format string");
    else if (text === '}') throw valueError("Single '}' encountered in format string");
    else parts.push(text);
  }
  return QueryText.concat(...parts);
}

function formatField(field: string, values: Values): TextLike {
  const match = /^([^!:]*)(?:!([rsa]))?(?::(.*))?$/s.exec(field);
  if (!match) throw valueError("expected ':' after conversion specifier");
  const [, path = '', conversion, specification = ''] = match;
  const value = lookUp(path, values);
  const text = conversion === 'r' || conversion === 'a' ? reprOf(value) : textOf(value);
  return specification === '' ? text : aligned(text, specification, value);
}

function lookUp(path: string, values: Values): TemplateValue {
  const match = /^([^.[]*)((?:\.[^.[]+|\[[^\]]+\])*)$/s.exec(path);
  if (!match) throw valueError('Empty attribute in format string');
  const [, name = '', rest = ''] = match;
  if (name === '' || /^\d+$/.test(name))
    throw new ConversionError('IndexError', 'Replacement index 0 out of range for positional args tuple');
  if (!Object.hasOwn(values, name)) throw new ConversionError('KeyError', `'${name}'`);
  let value = values[name] as TemplateValue;
  for (const [, attribute, key] of rest.matchAll(/\.([^.[]+)|\[([^\]]+)\]/g))
    value = attribute === undefined ? element(value, key as string) : attributeOf(value, attribute);
  return value;
}

function attributeOf(value: TemplateValue, name: string): TemplateValue {
  const found = ownAttribute(value, name);
  if (found === undefined)
    throw new ConversionError('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`);
  return found;
}

function element(value: TemplateValue, key: string): TemplateValue {
  const index: TemplateValue = /^\d+$/.test(key) ? BigInt(key) : key;
  if (isMap(value)) {
    const found = value.get(keyOf(index));
    if (found === undefined) throw new ConversionError('KeyError', key);
    return found;
  }
  if (typeof index !== 'bigint' || isKind(value, 'object'))
    throw new ConversionError('TypeError', `'${typeName(value)}' object has no elements by name`);
  const found = itemOf(value, index);
  if (isKind(found, 'undefined')) throw new ConversionError('IndexError', 'list index out of range');
  return found;
}

const enumerations = ['SigmaLevel', 'SigmaStatus', 'SigmaCorrelationType'];

const isAligned = (value: TemplateValue) =>
  typeof value === 'string' ||
  value instanceof QueryText ||
  (isKind(value, 'object') && enumerations.includes(value.type));

/** Width, alignment and precision of texts. */
function aligned(text: TextLike, specification: string, value: TemplateValue): TextLike {
  const match = /^(?:(.)?([<>^]))?(\d+)?(?:\.(\d+))?s?$/su.exec(specification);
  if (!isAligned(value))
    throw new ConversionError('TypeError', `unsupported format string passed to ${typeName(value)}.__format__`);
  if (!match) throw valueError(`Invalid format specifier '${specification}'`);
  const [, fill = ' ', alignment = '<', width = '0', precision] = match;
  const whole = QueryText.from(text);
  const cut = precision === undefined ? whole : whole.slice(0, Number(precision));
  const missing = Math.max(Math.min(Number(width), 10_000) - cut.length, 0);
  const before = alignment === '>' ? missing : alignment === '^' ? Math.floor(missing / 2) : 0;
  return QueryText.concat(fill.repeat(before), cut, fill.repeat(missing - before));
}
