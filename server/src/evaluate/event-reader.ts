import type { SigmaEvent } from './sigma-event.ts';

export interface ReadEvents {
  readonly events: readonly SigmaEvent[];
  /** What could not be read, in words with the line; counted from 1. */
  readonly troubles: readonly string[];
}

const longestValue = 100_000_000;
const notAnObject = 'is no JSON object, which an event has to be';

/**
 * Events from text that arrives in pieces: one JSON object a line, objects one after the other over several lines, or one list of objects. Holds no more than the
 * event that is being read.
 */
export class EventReader {
  #text = '';
  #line = 1;
  #mode: 'lines' | 'values' | undefined;
  #scan: Scan = newScan();

  push(piece: string): ReadEvents {
    this.#text += piece;
    return this.#drain(false);
  }

  end(): ReadEvents {
    return this.#drain(true);
  }

  #drain(last: boolean): ReadEvents {
    const events: SigmaEvent[] = [];
    const troubles: string[] = [];
    this.#mode ??= this.#detect(last);
    if (this.#mode === 'lines') this.#drainLines(last, events, troubles);
    else if (this.#mode === 'values') this.#drainValues(last, events, troubles);
    if (this.#text.length > longestValue) {
      troubles.push(`line ${this.#line}: an event of more than ${longestValue / 1_000_000} MB is left out`);
      this.#text = '';
      this.#scan = newScan();
    }
    return { events, troubles };
  }

  /** Lines, when the first one is a whole object, or the one after a first that is broken. */
  #detect(last: boolean): 'lines' | 'values' | undefined {
    let start = this.#text.search(/[^\s\ufeff]/);
    if (start < 0) return undefined;
    if (this.#text[start] !== '{') return 'values';
    for (let line = 0; line < 2; line++) {
      const end = this.#text.indexOf('\n', start);
      if (end < 0 && !last) return this.#text.length > longestValue / 10 ? 'values' : undefined;
      const value = parseJson(this.#text.slice(start, end < 0 ? undefined : end));
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return 'lines';
      start = end < 0 ? this.#text.length : end + 1;
    }
    return 'values';
  }

  #drainLines(last: boolean, events: SigmaEvent[], troubles: string[]): void {
    let start = 0;
    for (let end = this.#text.indexOf('\n'); end >= 0; end = this.#text.indexOf('\n', start)) {
      this.#take(this.#text.slice(start, end), this.#line++, events, troubles);
      start = end + 1;
    }
    this.#text = this.#text.slice(start);
    if (!last) return;
    this.#take(this.#text, this.#line, events, troubles);
    this.#text = '';
  }

  #drainValues(last: boolean, events: SigmaEvent[], troubles: string[]): void {
    const scan = this.#scan;
    const text = this.#text;
    let taken = 0;
    for (let i = scan.at; i < text.length; i++) {
      const end = step(scan, text.charCodeAt(i), i);
      if (!end) continue;
      const line = this.#line + countLines(text, taken, scan.start);
      this.#take(valueText(text.slice(scan.start, i + 1)), line, events, troubles);
      this.#line += countLines(text, taken, i + 1);
      taken = i + 1;
      scan.start = -1;
    }
    const keep = scan.start < 0 ? text.length : scan.start;
    this.#line += countLines(text, taken, keep);
    this.#text = text.slice(keep);
    if (scan.start >= 0) scan.start = 0;
    scan.at = this.#text.length;
    if (last && scan.start >= 0) troubles.push(`line ${this.#line}: the text ends inside a JSON value`);
  }

  #take(text: string, line: number, events: SigmaEvent[], troubles: string[]): void {
    if (text.trim() === '' || text.trim() === '\ufeff') return;
    const value = parseJson(text);
    if (value === undefined) troubles.push(`line ${line}: ${cut(text)} is no valid JSON`);
    else if (typeof value !== 'object' || value === null || Array.isArray(value))
      troubles.push(`line ${line}: ${cut(text)} ${notAnObject}`);
    else events.push(value as SigmaEvent);
  }
}

/** Where the scan for whole values stands. A list at the top counts for nothing: its items are the values. */
interface Scan {
  at: number;
  /** Where the present value began, or -1. */
  start: number;
  depth: number;
  inString: boolean;
  escaped: boolean;
  /** Whether the present value is a bare word or number. */
  bare: boolean;
}

function newScan(): Scan {
  return { at: 0, start: -1, depth: 0, inString: false, escaped: false, bare: false };
}

/** Takes one more character; true when it ends a value that began at `scan.start`. */
function step(scan: Scan, code: number, at: number): boolean {
  if (scan.inString) {
    if (scan.escaped) scan.escaped = false;
    else if (code === 0x5c) scan.escaped = true;
    else if (code === 0x22) {
      scan.inString = false;
      return scan.depth === 0;
    }
    return false;
  }
  if (code === 0x22) {
    if (scan.start < 0) scan.start = at;
    scan.inString = true;
  } else if (code === 0x7b || (code === 0x5b && scan.depth > 0)) {
    if (scan.start < 0) scan.start = at;
    scan.depth++;
  } else if (scan.depth > 0 && (code === 0x7d || code === 0x5d)) {
    scan.depth--;
    return scan.depth === 0;
  } else if (scan.depth === 0) return stepBare(scan, code, at);
  return false;
}

/** Between values: white space, commas and the brackets of the list; anything else is a value that is no object. */
function stepBare(scan: Scan, code: number, at: number): boolean {
  const separates = code <= 0x20 || code === 0x2c || code === 0x5b || code === 0x5d || code === 0xfeff;
  if (!separates) {
    if (scan.start < 0) scan.start = at;
    return false;
  }
  return scan.start >= 0;
}

/** A bare word is ended by the separator behind it. */
function valueText(text: string): string {
  return /^[{"]/.test(text) ? text : text.replace(/[\s,\]]+$/, '');
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  } catch {
    return undefined;
  }
}

function cut(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}
