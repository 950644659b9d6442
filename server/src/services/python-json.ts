/** JSON as Python's `json.dumps(value, ensure_ascii=False)` writes it: big integers keep their digits, floats their point. */
import { jsonFloat, type PlainValue } from '../sigma/rule/plain-value.ts';

export function pythonJson(value: PlainValue): string {
  const pieces: string[] = [];
  write(value, pieces);
  return pieces.join('');
}

function write(value: PlainValue, pieces: string[]): void {
  if (value === null || typeof value === 'boolean' || typeof value === 'bigint') pieces.push(String(value));
  else if (typeof value === 'number') pieces.push(jsonFloat(value));
  else if (typeof value === 'string') pieces.push(JSON.stringify(value));
  else if (Array.isArray(value)) writeAll('[', ']', value, (item) => write(item, pieces), pieces);
  else {
    const entry = ([key, item]: [string, PlainValue]) => {
      pieces.push(JSON.stringify(key), ': ');
      write(item, pieces);
    };
    writeAll('{', '}', [...value], entry, pieces);
  }
}

function writeAll<T>(
  open: string,
  close: string,
  items: readonly T[],
  each: (item: T) => void,
  pieces: string[],
): void {
  pieces.push(open);
  for (const [index, item] of items.entries()) {
    if (index > 0) pieces.push(', ');
    each(item);
  }
  pieces.push(close);
}
