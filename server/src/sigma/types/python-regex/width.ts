/** How many characters a part of a pattern can match: what look-behind needs to be fixed. */
import type { RegexNode, RegexSequence } from './ast.ts';

export interface Width {
  readonly min: number;
  readonly max: number;
}

const maxWidth = 2 ** 64;
const none: Width = { min: 0, max: 0 };
const one: Width = { min: 1, max: 1 };

export function widthOf(body: RegexSequence, groupWidths: readonly (Width | undefined)[]): Width {
  let [min, max] = [0, 0];
  for (const node of body) {
    const width = widthOfNode(node, groupWidths);
    min += width.min;
    max += width.max;
  }
  return { min: Math.min(min, maxWidth), max: Math.min(max, maxWidth) };
}

function widthOfNode(node: RegexNode, groups: readonly (Width | undefined)[]): Width {
  switch (node.kind) {
    case 'literal':
    case 'any':
    case 'set':
      return one;
    case 'at':
    case 'look':
      return none;
    case 'backreference':
      return groups[node.group] ?? none;
    case 'group':
    case 'atomic':
      return widthOf(node.body, groups);
    case 'branch':
      return either(node.branches.map((branch) => widthOf(branch, groups)));
    case 'conditional':
      return either([widthOf(node.yes, groups), node.no === null ? none : widthOf(node.no, groups)]);
    case 'repeat': {
      const { min, max } = widthOf(node.body, groups);
      return { min: min * node.min, max: max === 0 ? 0 : Math.min(max * node.max, maxWidth) };
    }
  }
}

function either(widths: readonly Width[]): Width {
  let [min, max] = [maxWidth, 0];
  for (const width of widths) {
    min = Math.min(min, width.min);
    max = Math.max(max, width.max);
  }
  return { min, max };
}
