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

interface Filed {
  readonly literal: string;
  readonly id: number;
  /** From the run's last character back to the literal's first. */
  readonly back: number;
}

export class LiteralIndex {
  readonly #equals = new Map<string, number[]>();
  readonly #starts = newNode();
  readonly #ends = newNode();
  readonly #contained: { readonly literal: string; readonly id: number }[] = [];
  readonly #always: number[] = [];
  #long = new GramTable(4);
  #pairs = new GramTable(2);
  #single = new GramTable(1);

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
    this.#long = new GramTable(4, this.#contained);
    this.#pairs = new GramTable(
      2,
      this.#contained.filter(({ literal }) => literal.length < 4),
    );
    this.#single = new GramTable(
      1,
      this.#contained.filter(({ literal }) => literal.length < 2),
    );
  }

  /** Calls `hit` for every literal that holds for `text`; for one literal possibly more than once. */
  scan(text: string, hit: (id: number) => void): void {
    for (const id of this.#always) hit(id);
    const equal = this.#equals.get(text);
    if (equal !== undefined) for (const id of equal) hit(id);
    walkTrie(this.#starts, text, 0, 1, hit);
    walkTrie(this.#ends, text, text.length - 1, -1, hit);
    this.#long.scan(text, hit);
    this.#pairs.scan(text, hit);
    this.#single.scan(text, hit);
  }
}

const mostTableBits = 16;

/** Literals of at least `length` characters, each under the hash of its rarest run of that length. */
class GramTable {
  readonly #length: number;
  readonly #mask: number;
  /** How far the product of the hash is shifted: few literals need a small table only. */
  readonly #shift: number;
  readonly #buckets: (Filed[] | undefined)[] = [];
  /** One byte a hash: small enough to stay in the processor's cache. */
  readonly #used: Uint8Array | undefined;

  constructor(length: 1 | 2 | 4, literals: readonly { readonly literal: string; readonly id: number }[] = []) {
    this.#length = length;
    this.#mask = length === 4 ? -1 : length === 2 ? 0xffff : 0xff;
    const fitting = literals.filter(({ literal }) => literal.length >= length);
    const bits = Math.min(mostTableBits, 8 + Math.ceil(Math.log2(1 + fitting.length)));
    this.#shift = 32 - bits;
    if (fitting.length === 0) return;
    const counts = new Uint32Array(1 << bits);
    for (const { literal } of fitting)
      for (const hash of this.#hashes(literal)) counts[hash] = (counts[hash] as number) + 1;
    this.#used = new Uint8Array(1 << bits);
    this.#buckets = new Array(1 << bits);
    for (const { literal, id } of fitting) this.#file(literal, id, counts);
  }

  scan(text: string, hit: (id: number) => void): void {
    const used = this.#used;
    if (used === undefined) return;
    const mask = this.#mask;
    const shift = this.#shift;
    const first = this.#length - 1;
    let run = 0;
    for (let i = 0; i < text.length; i++) {
      run = ((run << 8) ^ text.charCodeAt(i)) & mask;
      const hash = Math.imul(run, 0x9e3779b1) >>> shift;
      if (i < first || used[hash] === 0) continue;
      for (const { literal, back, id } of this.#buckets[hash] as Filed[]) {
        if (i >= back && text.startsWith(literal, i - back)) hit(id);
      }
    }
  }

  #file(literal: string, id: number, counts: Uint32Array): void {
    const hashes = this.#hashes(literal);
    let rarest = 0;
    hashes.forEach((hash, index) => {
      if ((counts[hash] as number) < (counts[hashes[rarest] as number] as number)) rarest = index;
    });
    const hash = hashes[rarest] as number;
    const filed: Filed = { literal, id, back: rarest + this.#length - 1 };
    const bucket = this.#buckets[hash];
    if (bucket === undefined) this.#buckets[hash] = [filed];
    else bucket.push(filed);
    (this.#used as Uint8Array)[hash] = 1;
  }

  /** Of every run of the literal, from its start on. */
  #hashes(literal: string): number[] {
    const hashes: number[] = [];
    for (let start = 0; start + this.#length <= literal.length; start++) {
      let run = 0;
      for (let i = start; i < start + this.#length; i++) run = ((run << 8) ^ literal.charCodeAt(i)) & this.#mask;
      hashes.push(Math.imul(run, 0x9e3779b1) >>> this.#shift);
    }
    return hashes;
  }
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
