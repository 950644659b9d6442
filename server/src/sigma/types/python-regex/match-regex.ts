/**
 * Matches of patterns in Python's syntax with their groups, in bounded time: JavaScript's engine where its worst case is proven to be
 * short for the text at hand, RE2 where it can express the pattern, and else Python's own way of matching with a budget of steps.
 */
import { RE2JS } from 're2js';
import type { PythonRegex, RegexNode, RegexSequence } from './ast.ts';
import { BacktrackingMatcher } from './backtracking-matcher.ts';
import { once } from './once.ts';
import { regexCost } from './regex-cost.ts';
import type { JavaScriptRegex } from './to-javascript-regex.ts';
import { toRe2 } from './to-re2.ts';

export interface RegexMatch {
  readonly start: number;
  readonly end: number;
  /** By Python's number, the whole match first; `undefined` where a group took no part. */
  readonly groups: readonly (string | undefined)[];
}

/** Where matches are looked for: at the beginning of the text, the first one anywhere, or all of them. */
export type MatchScope = 'beginning' | 'first' | 'all';

/** `undefined` where the engine finds no answer, or not in the steps that it may take. */
export type RegexMatcher = (text: string, scope: MatchScope) => RegexMatch[] | undefined;

const javaScriptStepLimit = 1_000_000;
const backtrackingStepLimit = 5_000_000;
const isAscii = /^[\x00-\x7f]+$/;

/** The translation to JavaScript is given, as not every pattern has one. */
export function regexMatcher(regex: PythonRegex, translated: JavaScriptRegex): RegexMatcher {
  const { factor, degree } = regexCost(regex);
  const javaScript = javaScriptMatcher(translated);
  const re2 = once(() => re2Matcher(regex, false));
  const re2ForAscii = once(() => re2Matcher(regex, true));
  const guarded = once(() => new BacktrackingMatcher(regex, backtrackingStepLimit));
  return (text, scope) => {
    const isShort = factor * (text.length + 1) ** degree <= javaScriptStepLimit;
    const quick = isShort ? javaScript(text, scope) : undefined;
    if (quick) return quick;
    const linear = re2() ?? (isAscii.test(text) ? re2ForAscii() : undefined);
    return linear?.(text, scope) ?? guarded().matches(text, scope);
  };
}

function javaScriptMatcher({ source, flags, groups }: JavaScriptRegex): RegexMatcher {
  const anywhere = new RegExp(source, `${flags}g`);
  const atBeginning = new RegExp(source, `${flags}gy`);
  return (text, scope) => {
    const expression = scope === 'beginning' ? atBeginning : anywhere;
    const matches: RegexMatch[] = [];
    for (const match of text.matchAll(expression)) {
      const texts = groups.map((group) => match[group]);
      matches.push({ start: match.index, end: match.index + match[0].length, groups: texts });
      if (scope !== 'all') break;
    }
    return matches;
  };
}

function re2Matcher(regex: PythonRegex, asciiText: boolean): RegexMatcher | undefined {
  const translated = toRe2(regex, { asciiText });
  const expression = 'source' in translated ? compiledRe2(translated.source) : undefined;
  if (!expression) return undefined;
  const endsAtText = hasEnd(regex.body);
  return (text, scope) => {
    // RE2 takes the line end before the end of the text into the match.
    if (endsAtText && text.endsWith('\n')) return undefined;
    const matcher = expression.matcher(text);
    const matches: RegexMatch[] = [];
    let found = scope === 'beginning' ? matcher.lookingAt() : matcher.find();
    while (found) {
      const groups = Array.from({ length: regex.groupCount + 1 }, (_, group) => matcher.group(group) ?? undefined);
      matches.push({ start: matcher.start(), end: matcher.end(), groups });
      found = scope === 'all' && matcher.find();
    }
    return matches;
  };
}

function compiledRe2(source: string): RE2JS | undefined {
  try {
    return RE2JS.compile(source);
  } catch {
    return undefined;
  }
}

function hasEnd(body: RegexSequence): boolean {
  return body.some((node: RegexNode) => {
    if (node.kind === 'at') return node.at === 'end';
    if (node.kind === 'branch') return node.branches.some(hasEnd);
    return 'body' in node && hasEnd(node.body);
  });
}
