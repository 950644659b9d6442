/** Texts that a regular expression finds something in, made from its tree, and texts that differ a little. */

import type { RegexNode, RegexSequence, SetItem } from '../../../server/src/sigma/types/python-regex/ast.ts';
import { compileRegex } from '../../../server/src/sigma/types/python-regex/compile-regex.ts';
import { parsePythonRegex } from '../../../server/src/sigma/types/python-regex/parse-python-regex.ts';
import { sigmaStringToPlainRegex } from '../../../server/src/sigma/types/sigma-string.ts';
import type { SigmaRegularExpression } from '../../../server/src/sigma/types/sigma-type.ts';
import type { Samples } from './value-samples.ts';

export function regexSamples(value: SigmaRegularExpression): Samples {
  const parsed = parsePythonRegex(sigmaStringToPlainRegex(value.regexp), value.flags);
  if (!('ast' in parsed)) return { hits: [], misses: [undefined] };
  const written = [0, 1, 2].map((choice) => new RegexWriter(choice).text(parsed.ast.body));
  const changed = written.map((text) => `${text.slice(0, text.length >> 1)}~${text.slice((text.length >> 1) + 1)}`);
  const texts = new Set([...written, `before ${written[0]} after`, ...changed, 'nothing of the kind']);
  const compiled = compileRegex(value);
  // Anchors and look-arounds are left out in writing: the expression itself says which texts it is found in.
  const holds = (text: string) => 'test' in compiled && compiled.test(text);
  return { hits: [...texts].filter(holds), misses: [undefined, ...[...texts].filter((text) => !holds(text))] };
}

/** Writes one text; `choice` picks the alternative of each branch and how often a repetition runs. Look-arounds are left out. */
class RegexWriter {
  readonly #choice: number;
  readonly #groups = new Map<number, string>();

  constructor(choice: number) {
    this.#choice = choice;
  }

  text(sequence: RegexSequence): string {
    return sequence.map((node) => this.#node(node)).join('');
  }

  #node(node: RegexNode): string {
    switch (node.kind) {
      case 'literal':
        return String.fromCodePoint(node.code);
      case 'any':
        return 'k';
      case 'set':
        return node.negate ? outside(node.items) : inside(node.items[this.#choice % node.items.length] as SetItem);
      case 'branch':
        return this.text(node.branches[this.#choice % node.branches.length] as RegexSequence);
      case 'group': {
        const text = this.text(node.body);
        if (node.index !== null) this.#groups.set(node.index, text);
        return text;
      }
      case 'atomic':
        return this.text(node.body);
      case 'backreference':
        return this.#groups.get(node.group) ?? '';
      case 'conditional':
        return this.text(this.#groups.has(node.group) ? node.yes : (node.no ?? []));
      case 'repeat': {
        const count = Math.min(node.max, node.min + this.#choice);
        return Array.from({ length: Math.min(count, 300) }, () => this.text(node.body)).join('');
      }
      case 'at':
      case 'look':
        return '';
    }
  }
}

function inside(item: SetItem): string {
  if (item.kind === 'literal') return String.fromCodePoint(item.code);
  if (item.kind === 'range') return String.fromCodePoint(item.from);
  const category = { digit: ['5', 'd'], space: [' ', 's'], word: ['w', '-'] }[item.category] as [string, string];
  return category[item.negate ? 1 : 0];
}

function outside(items: readonly SetItem[]): string {
  const candidates = 'kK5 -_.:/\\"\'~@#';
  const found = [...candidates].find((character) => !items.some((item) => holds(item, character)));
  return found ?? '\u00e9';
}

function holds(item: SetItem, character: string): boolean {
  const code = character.codePointAt(0) as number;
  if (item.kind === 'literal') return item.code === code;
  if (item.kind === 'range') return item.from <= code && code <= item.to;
  const category = { digit: /\d/, space: /\s/, word: /\w/ }[item.category];
  return category.test(character) !== item.negate;
}
