/** How Python names and prints what a node is read as; pySigma's messages contain both. */
import type { ScalarValue, YamlNode, YamlPair } from './nodes.ts';
import { pythonStringRepr } from './python-repr.ts';
import { Tag } from './resolve.ts';

/** Python's `type(value).__name__`. */
export function pythonTypeName(node: YamlNode | null): string {
  if (node === null) return 'NoneType';
  if (node.kind === 'seq') return 'list';
  if (node.kind === 'map') return node.tag === Tag.set ? 'set' : 'dict';
  const { value } = node;
  if (value === null) return 'NoneType';
  if (typeof value === 'object') return value.kind === 'binary' ? 'bytes' : value.kind;
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  return typeof value === 'bigint' ? 'int' : 'float';
}

/** Python's `str(value)`. */
export function pythonStr(node: YamlNode | null): string {
  if (node?.kind !== 'scalar') return pythonRepr(node);
  const { value } = node;
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) {
    if (value.kind === 'datetime') return value.text;
    if (value.kind === 'date') return [four(value.year), two(value.month), two(value.day)].join('-');
  }
  return scalarRepr(value);
}

/** Python's `repr(value)`. */
export function pythonRepr(node: YamlNode | null): string {
  if (node === null) return 'None';
  if (node.kind === 'scalar') return scalarRepr(node.value);
  if (node.kind === 'seq') {
    const pairs = node.tag === Tag.omap || node.tag === Tag.pairs;
    return `[${node.items.map((item) => (pairs ? tupleRepr(item) : pythonRepr(item))).join(', ')}]`;
  }
  if (node.tag === Tag.set) {
    return node.entries.length === 0 ? 'set()' : `{${node.entries.map(({ key }) => pythonRepr(key)).join(', ')}}`;
  }
  return `{${node.entries.map(entryRepr).join(', ')}}`;
}

function entryRepr({ key, value }: YamlPair): string {
  return `${pythonRepr(key)}: ${pythonRepr(value)}`;
}

/** An item of `!!omap` and `!!pairs`. */
function tupleRepr(item: YamlNode): string {
  const pair = item.kind === 'map' ? (item.entries[0] ?? item.pairs[0]) : undefined;
  return pair === undefined ? pythonRepr(item) : `(${pythonRepr(pair.key)}, ${pythonRepr(pair.value)})`;
}

function scalarRepr(value: ScalarValue): string {
  if (value === null) return 'None';
  if (typeof value === 'string') return pythonStringRepr(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'number') return pythonFloatRepr(value);
  if (value.kind === 'date') return `datetime.date(${value.year}, ${value.month}, ${value.day})`;
  if (value.kind === 'datetime') return dateTimeRepr(value.text);
  return bytesRepr(value.bytes);
}

/** Python's `repr` of a float: the shortest digits, an exponent below 1e-4 and from 1e16 on. */
export function pythonFloatRepr(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    const [digits, exponent] = value.toExponential().split('e') as [string, string];
    return `${digits}e${exponent.charAt(0)}${exponent.slice(1).padStart(2, '0')}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function dateTimeRepr(text: string): string {
  const match = /^(\d+)-(\d+)-(\d+) (\d+):(\d+):(\d+)(?:\.(\d+))?(?:([-+])(\d+):(\d+))?$/.exec(text);
  if (match === null) return text;
  const [, year, month, day, hour, minute, second, fraction] = match;
  const numbers = [year, month, day, hour, minute].map(Number);
  if (Number(second) !== 0 || fraction !== undefined) numbers.push(Number(second));
  if (fraction !== undefined) numbers.push(Number(fraction));
  const zone = match[8] === undefined ? '' : `, tzinfo=${zoneRepr(match[8], Number(match[9]), Number(match[10]))}`;
  return `datetime.datetime(${numbers.join(', ')}${zone})`;
}

function zoneRepr(sign: string, hours: number, minutes: number): string {
  const seconds = (hours * 60 + minutes) * 60;
  if (seconds === 0) return 'datetime.timezone.utc';
  const delta = sign === '-' ? `days=-1, seconds=${86_400 - seconds}` : `seconds=${seconds}`;
  return `datetime.timezone(datetime.timedelta(${delta}))`;
}

function bytesRepr(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const names: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\', [quote]: `\\${quote}` };
  const shown = Array.from(text, (c) => {
    const name = names[c];
    if (name !== undefined) return name;
    return c >= ' ' && c <= '~' ? c : `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${shown.join('')}${quote}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function four(value: number): string {
  return String(value).padStart(4, '0');
}
