import { describe, expect, it } from 'vitest';
import { EventReader } from './event-reader.ts';

function read(text: string, size: number) {
  const reader = new EventReader();
  const results = [];
  for (let at = 0; at < text.length; at += size) results.push(reader.push(text.slice(at, at + size)));
  results.push(reader.end());
  return { events: results.flatMap((result) => result.events), troubles: results.flatMap((result) => result.troubles) };
}

describe.each([1, 3, 1000])('EventReader, %i characters at a time', (size) => {
  it.each<[string, string]>([
    ['a line each', '{"a":1}\n{"a":2}\n'],
    ['a line each, CRLF, blank lines, no end', '{"a":1}\r\n\r\n{"a":2}'],
    ['a list', '[{"a":1},{"a":2}]'],
    ['a list over lines', '[\n  {\n    "a": 1\n  },\n  { "a": 2 }\n]\n'],
    ['objects over lines', '{\n "a":1\n}\n{\n "a":2\n}'],
    ['a byte order mark', '\ufeff{"a":1}\n{"a":2}'],
  ])('reads %s', (_, text) => {
    expect(read(text, size)).toEqual({ events: [{ a: 1 }, { a: 2 }], troubles: [] });
  });

  it('keeps braces and quotes in strings', () => {
    const event = { a: '}{"\\][', b: [{ c: '\\"' }] };
    expect(read(JSON.stringify([event, event], null, 1), size)).toEqual({ events: [event, event], troubles: [] });
    expect(read(`${JSON.stringify(event)}\n`, size)).toEqual({ events: [event], troubles: [] });
  });

  it('says which lines it cannot use, and goes on', () => {
    expect(read('{"a":1}\nnonsense\n[1]\n{"a":2}\n', size)).toEqual({
      events: [{ a: 1 }, { a: 2 }],
      troubles: ['line 2: nonsense is no valid JSON', 'line 3: [1] is no JSON object, which an event has to be'],
    });
    expect(read('[\n{"a":1},\n7,\n"x"]', size)).toMatchObject({
      events: [{ a: 1 }],
      troubles: [/line 3: 7 is no JSON object/, /"x" is no JSON object/].map((text) => expect.stringMatching(text)),
    });
    expect(read('{"a"\n{"a":2}\n', size)).toEqual({
      events: [{ a: 2 }],
      troubles: ['line 1: {"a" is no valid JSON'],
    });
    expect(read('[{"a":1', size).troubles).toEqual(['line 1: the text ends inside a JSON value']);
  });

  it('finds nothing in nothing', () => {
    expect(read('', size)).toEqual({ events: [], troubles: [] });
    expect(read(' \n ', size)).toEqual({ events: [], troubles: [] });
  });
});
