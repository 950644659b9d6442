import type { SigmaEvent } from './sigma-event.ts';

interface XmlElement {
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/**
 * A Windows event from its XML, in the shape of evtx_dump's JSON: attributes under `#attributes`, the named `Data` of `EventData` as its keys. `undefined` when the text is no
 * well-formed event.
 */
export function eventFromXml(xml: string): SigmaEvent | undefined {
  const root = parseXml(xml);
  if (root?.name !== 'Event') return undefined;
  return {
    Event: Object.fromEntries(
      root.children.map((child) => [child.name, child.name === 'EventData' ? eventData(child) : plain(child)]),
    ),
  };
}

function eventData(element: XmlElement): unknown {
  const fields: Record<string, unknown> = {};
  const unnamed: string[] = [];
  for (const child of element.children) {
    const name = child.name === 'Data' ? child.attributes.Name : child.name;
    if (name === undefined) unnamed.push(child.text);
    else fields[name] = child.children.length > 0 ? plain(child) : child.text;
  }
  return unnamed.length > 0 ? { ...fields, Data: unnamed } : fields;
}

/** Text alone where there is nothing else; empty attributes say nothing. */
function plain({ attributes, children, text }: XmlElement): unknown {
  const told = Object.entries(attributes).filter(([name, value]) => value !== '' && !name.startsWith('xmlns'));
  if (told.length === 0 && children.length === 0) return text === '' ? null : text;
  const fields: Record<string, unknown> = told.length === 0 ? {} : { '#attributes': Object.fromEntries(told) };
  if (children.length === 0 && text !== '') fields['#text'] = text;
  for (const child of children) {
    const value = plain(child);
    const known = fields[child.name];
    if (known === undefined) fields[child.name] = value;
    else fields[child.name] = Array.isArray(known) ? [...known, value] : [known, value];
  }
  return fields;
}

const token =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([^\s>]+)\s*>|<([^\s/>!?]+)((?:\s+[^\s=/>]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)|</g;
const attribute = /([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function parseXml(xml: string): XmlElement | undefined {
  const top = newElement('', {});
  const open = [top];
  for (const [whole, cdata, closing, opening, attributes = '', empty, text] of xml.matchAll(token)) {
    const current = open[open.length - 1] as XmlElement;
    if (text !== undefined) current.text += decode(text);
    else if (cdata !== undefined) current.text += cdata;
    else if (opening !== undefined) {
      const element = newElement(localName(opening), attributesOf(attributes));
      current.children.push(element);
      if (empty === '') open.push(element);
    } else if (closing !== undefined) {
      if (open.length === 1 || current.name !== localName(closing)) return undefined;
      open.pop();
    } else if (whole === '<') return undefined;
  }
  return open.length === 1 ? top.children[0] : undefined;
}

function newElement(name: string, attributes: Record<string, string>): XmlElement {
  return { name, attributes, children: [], text: '' };
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', double, single] of text.matchAll(attribute)) found[name] = decode(double ?? single ?? '');
  return found;
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex?: string, decimal?: string, name = '') => {
      if (hex === undefined && decimal === undefined) return named[name] ?? whole;
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
