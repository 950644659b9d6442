import { expect, it } from 'vitest';
import { parsePythonRegex } from './parse-python-regex.ts';
import { toJavaScriptRegex } from './to-javascript-regex.ts';
import { toRe2 } from './to-re2.ts';

function translate(pattern: string, flags = '') {
  const parsed = parsePythonRegex(pattern, flags);
  if ('error' in parsed) throw new Error(parsed.error);
  return { javaScript: toJavaScriptRegex(parsed.ast), re2: toRe2(parsed.ast) };
}

it('tells where the groups are', () => {
  const { javaScript } = translate('(?>(a)b)(?P<n>c)');
  if ('unsupported' in javaScript) throw new Error(javaScript.unsupported);
  const match = new RegExp(javaScript.source, javaScript.flags).exec('abc');
  expect(javaScript.groups.map((group) => match?.[group])).toEqual(['abc', 'a', 'c']);
});

it('names what an engine lacks', () => {
  expect(translate('(a)?(?(1)b)').javaScript).toHaveProperty('unsupported');
  expect(translate('(?:(a)|b)\\1').javaScript).toHaveProperty('unsupported');
  expect(translate('(?=a)').re2).toEqual({ unsupported: 'look-around' });
  expect(translate('(a)\\1').re2).toEqual({ unsupported: 'a reference to a group' });
  expect(translate('a$b').re2).toHaveProperty('unsupported');
  expect(translate('a(?:b|c$)').re2).toHaveProperty('source');
});
