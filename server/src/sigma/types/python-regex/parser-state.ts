/** What the parser knows of groups: which exist, which are still open, and their widths. */
import { pythonStringRepr } from '../../../yaml/python-repr.ts';
import type { RegexFlagLetter } from './ast.ts';
import { PatternError, type PatternSource } from './pattern-source.ts';
import type { Width } from './width.ts';

export class ParserState {
  readonly flags: Set<RegexFlagLetter>;
  readonly groupNames = new Map<string, number>();
  /** By group number; `undefined` while the group is open. */
  readonly groupWidths: (Width | undefined)[] = [undefined];
  /** How many groups there were when the outermost look-behind began. */
  lookbehindGroups: number | undefined;
  /** Where `(?(1)…)` named a group by number first. */
  readonly conditionPositions = new Map<number, number>();
  depth = 0;

  constructor(flags: Iterable<RegexFlagLetter>) {
    this.flags = new Set(flags);
  }

  /** One more than the highest group number. */
  get groups(): number {
    return this.groupWidths.length;
  }

  openGroup(name: string | undefined): number {
    const group = this.groups;
    this.groupWidths.push(undefined);
    if (name === undefined) return group;
    const existing = this.groupNames.get(name);
    if (existing !== undefined) {
      const quoted = pythonStringRepr(name);
      throw new PatternError(`redefinition of group name ${quoted} as group ${group}; was group ${existing}`);
    }
    this.groupNames.set(name, group);
    return group;
  }

  isClosed(group: number): boolean {
    return this.groupWidths[group] !== undefined;
  }

  checkLookbehindGroup(group: number, source: PatternSource): void {
    if (this.lookbehindGroups === undefined) return;
    if (!this.isClosed(group)) throw source.error('cannot refer to an open group');
    if (group >= this.lookbehindGroups) {
      throw source.error('cannot refer to group defined in the same lookbehind subpattern');
    }
  }
}
