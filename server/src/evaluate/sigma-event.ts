/** One log event as JSON gives it. */
export type SigmaEvent = Readonly<Record<string, unknown>>;

/** What a field's value is made of: lists are flattened, objects become their JSON text. */
export type Scalar = string | number | bigint | boolean | null;

export type FieldReader = (event: SigmaEvent) => readonly Scalar[] | undefined;

/**
 * Reads a field by its flat name, else along the dots through objects and lists (`userIdentity.type`, `resources.ARN`), where keys may hold dots themselves.
 * `undefined`: the event has no such field; an empty list: it has it, without a value. Elasticsearch's other readings of a field (`process.name.caseless`) are not in
 * documents: there the field itself is read.
 */
export function createFieldReader(field: string): FieldReader {
  const read = exactReader(field);
  const whole = /^(.+)\.(?:caseless|keyword|text)$/.exec(field)?.[1];
  if (whole === undefined) return read;
  const readWhole = exactReader(whole);
  return (event) => read(event) ?? readWhole(event);
}

function exactReader(field: string): FieldReader {
  const dotted = field.includes('.');
  return (event) => {
    if (Object.hasOwn(event, field)) {
      const value = event[field];
      if (typeof value === 'string') return [value];
      return flatten(value);
    }
    if (!dotted) return undefined;
    const found: Scalar[] = [];
    return walk(event, field, found) ? found : undefined;
  };
}

function walk(value: unknown, path: string, found: Scalar[]): boolean {
  if (Array.isArray(value)) {
    let any = false;
    for (const item of value) any = walk(item, path, found) || any;
    return any;
  }
  if (typeof value !== 'object' || value === null) return false;
  if (Object.hasOwn(value, path)) {
    collect((value as SigmaEvent)[path], found);
    return true;
  }
  for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
    const key = path.slice(0, dot);
    if (Object.hasOwn(value, key) && walk((value as SigmaEvent)[key], path.slice(dot + 1), found)) return true;
  }
  return false;
}

function flatten(value: unknown): Scalar[] {
  const found: Scalar[] = [];
  collect(value, found);
  return found;
}

function collect(value: unknown, found: Scalar[]): void {
  if (Array.isArray(value)) for (const item of value) collect(item, found);
  else if (typeof value === 'object' && value !== null) found.push(JSON.stringify(value));
  else if (value !== undefined) found.push(value as Scalar);
}

/** Every value of an event at any depth, for keywords; objects by their parts. */
export function allValues(event: SigmaEvent): Scalar[] {
  const found: Scalar[] = [];
  collectDeep(event, found);
  return found;
}

function collectDeep(value: unknown, found: Scalar[]): void {
  if (typeof value === 'object' && value !== null) {
    for (const item of Array.isArray(value) ? value : Object.values(value)) collectDeep(item, found);
  } else if (value !== undefined) found.push(value as Scalar);
}

/** The text that string comparisons see. */
export function scalarText(value: Scalar): string {
  return typeof value === 'string' ? value : value === null ? '' : String(value);
}
