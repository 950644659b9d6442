/**
 * Finds which of many literals a text holds, in one pass over the text. Literals and texts are folded to lower case by the caller. Equality is a map look-up,
 * beginnings and ends are tries, and for `contains` each literal is filed under its rarest run of four characters, so that the pass only verifies
 * literals whose run really occurs.
 */
export type LiteralMode = 'equals' | 'startswith' | 'endswith' | 'contains';

interface TrieNode {
  readonly children: Map<number, TrieNode>;
  readonly ids: number[];
}

interface Gram {
  readonly literal: string;
  /** Where the filed run begins in the literal. */
  readonly offset: number;
  readonly id: number;
}

const gramLength = 4;
const tableBits = 16;

export class LiteralIndex {
  readonly #equals = new Map<string, number[]>();
  readonly #starts = newNode();
  readonly #ends = newNode();
  readonly #contained: { readonly literal: string; readonly id: number }[] = [];
  readonly #always: number[] = [];
  #buckets: (Gram[] | undefined)[] = [];
  #short: { readonly literal: string; readonly id: number }[] = [];

  add(mode: LiteralMode, literal: string, id: number): void {
    if (mode === 'equals') {
      const ids = this.#equals.get(literal);
      if (ids === undefined) this.#equals.set(literal, [id]);
      else ids.push(id);
    } else if (literal === '') this.#always.push(id);
    else if (mode === 'startswith') addToTrie(this.#starts, literal, 1, id);
    else if (mode === 'endswith') addToTrie(this.#ends, literal, -1, id);
    else this.#contained.push({ literal, id });
  }

  /** Call once after the last `add`. */
  build(): void {
    const counts = new Uint32Array(1 << tableBits);
    for (const { literal } of this.#contained) {
      for (let i = 0; i + gramLength <= literal.length; i++)
        counts[gramHash(literal, i)] = (counts[gramHash(literal, i)] as number) + 1;
    }
    this.#buckets = new Array(1 << tableBits);
    this.#short = this.#contained.filter(({ literal }) => literal.length < gramLength);
    for (const { literal, id } of this.#contained) {
      if (literal.length < gramLength) continue;
      let offset = 0;
      for (let i = 1; i + gramLength <= literal.length; i++) {
        if ((counts[gramHash(literal, i)] as number) < (counts[gramHash(literal, offset)] as number)) offset = i;
      }
      const hash = gramHash(literal, offset);
      const bucket = this.#buckets[hash];
      if (bucket === undefined) this.#buckets[hash] = [{ literal, offset, id }];
      else bucket.push({ literal, offset, id });
    }
  }

  /** Calls `hit` for every literal that holds for `text`; for one literal possibly more than once. */
  scan(text: string, hit: (id: number) => void): void {
    for (const id of this.#always) hit(id);
    const equal = this.#equals.get(text);
    if (equal !== undefined) for (const id of equal) hit(id);
    walkTrie(this.#starts, text, 0, 1, hit);
    walkTrie(this.#ends, text, text.length - 1, -1, hit);
    for (const { literal, id } of this.#short) if (text.includes(literal)) hit(id);
    this.#scanGrams(text, hit);
  }

  #scanGrams(text: string, hit: (id: number) => void): void {
    const buckets = this.#buckets;
    const last = text.length - gramLength;
    for (let i = 0; i <= last; i++) {
      const bucket = buckets[gramHash(text, i)];
      if (bucket === undefined) continue;
      for (const { literal, offset, id } of bucket) {
        if (i >= offset && text.startsWith(literal, i - offset)) hit(id);
      }
    }
  }
}

function gramHash(text: string, at: number): number {
  const a = text.charCodeAt(at);
  const b = text.charCodeAt(at + 1);
  const c = text.charCodeAt(at + 2);
  const d = text.charCodeAt(at + 3);
  const mixed =
    Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f);
  return (mixed ^ (mixed >>> 15)) & ((1 << tableBits) - 1);
}

function newNode(): TrieNode {
  return { children: new Map(), ids: [] };
}

function addToTrie(root: TrieNode, literal: string, step: 1 | -1, id: number): void {
  let node = root;
  for (let i = step === 1 ? 0 : literal.length - 1; i >= 0 && i < literal.length; i += step) {
    const code = literal.charCodeAt(i);
    let next = node.children.get(code);
    if (next === undefined) {
      next = newNode();
      node.children.set(code, next);
    }
    node = next;
  }
  node.ids.push(id);
}

function walkTrie(root: TrieNode, text: string, from: number, step: 1 | -1, hit: (id: number) => void): void {
  let node: TrieNode | undefined = root;
  for (let i = from; i >= 0 && i < text.length; i += step) {
    node = node.children.get(text.charCodeAt(i));
    if (node === undefined) return;
    for (const id of node.ids) hit(id);
  }
}
