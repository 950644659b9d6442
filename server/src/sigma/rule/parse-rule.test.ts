import { describe, expect, it } from 'vitest';
import { parseSigma } from '../parse-sigma.ts';
import type { SigmaRule } from './sigma-rule.ts';

const id = '929a690e-bef0-4204-a928-ef5e620d6fcc';
const tail = 'logsource: {category: x}\ndetection:\n  sel: {A: x}\n  condition: sel\n';

function parse(text: string): SigmaRule {
  const rule = parseSigma(text, { treatAsSigma: true }).collection.rules[0];
  if (rule?.kind !== 'rule') throw new Error('no rule');
  return rule;
}

/** Each error as its class and the text that it points at. */
function errors(text: string): [string, string][] {
  return parse(text).errors.map(({ errorClass, span }) => [errorClass, text.slice(span.start, span.end)]);
}

const withAttribute = (attribute: string) => `title: t\n${attribute}\n${tail}`;
const withDetection = (detection: string) => `title: t\nlogsource: {category: x}\ndetection:\n${detection}`;

describe('attributes', () => {
  it('are read with their places', () => {
    const text = withAttribute(
      `id: "{${id.toUpperCase()}}"\nname: n\nstatus: Test\nlevel: HIGH\ndate: 2024/1/2\nmodified: 2024-02-29\n` +
        'tags: [attack.t1059.001]\nreferences: [a, 5]\nrelated: [{id: urn:uuid:929a690ebef04204a928ef5e620d6fcc, type: Derived}]\nfoo: {bar: 1}',
    );
    const rule = parse(text);
    expect(rule.errors).toEqual([]);
    expect(rule.id?.value).toBe(id);
    expect([rule.status?.value, rule.level?.value]).toEqual(['test', 'high']);
    expect(rule.date?.value).toEqual({ kind: 'date', year: 2024, month: 1, day: 2 });
    expect(rule.modified?.value).toEqual({ kind: 'date', year: 2024, month: 2, day: 29 });
    expect(rule.tags[0]).toMatchObject({ namespace: 'attack', name: 't1059.001' });
    expect(rule.references.map(({ value }) => value)).toEqual(['a', '5']);
    expect(rule.related[0]).toMatchObject({ id, type: 'derived' });
    expect([...rule.customAttributes.keys()]).toEqual(['foo']);
    const place = rule.level?.span;
    expect(text.slice(place?.start, place?.end)).toBe('HIGH');
  });

  it.each<[string, string, string]>([
    ['id: 5', 'AttributeError', '5'],
    ['id: x', 'SigmaIdentifierError', 'x'],
    ['name: 5', 'SigmaTypeError', '5'],
    ['name: ""', 'SigmaNameError', '""'],
    ['taxonomy: ""', 'SigmaTaxonomyError', '""'],
    ['related: x', 'SigmaRelatedError', 'x'],
    ['related: [{id: x, type: derived}]', 'SigmaRelatedError', 'x'],
    ['related: [{type: derived}]', 'SigmaRelatedError', 'type'],
    ['level: severe', 'SigmaLevelError', 'severe'],
    ['status: [test]', 'SigmaStatusError', '[test]'],
    ['tags: attack', 'SigmaTagError', 'attack'],
    ['tags: [attack]', 'SigmaValueError', 'attack'],
    ['tags: [a.b, 5]', 'SigmaTagError', '5'],
    ['date: 2024-13-01', 'SigmaDateError', '2024-13-01'],
    ['modified: 2024-2-1', 'SigmaModifiedError', '2024-2-1'],
    ['fields: x', 'SigmaFieldsError', 'x'],
    ['falsepositives: x', 'SigmaFalsePositivesError', 'x'],
    ['author: [x]', 'SigmaAuthorError', '[x]'],
    ['description: 5', 'SigmaDescriptionError', '5'],
    ['references: x', 'SigmaReferencesError', 'x'],
    ['scope: x', 'SigmaScopeError', 'x'],
    ['license: 5', 'SigmaLicenseError', '5'],
  ])('%s is a %s', (attribute, errorClass, place) => {
    expect(errors(withAttribute(attribute))).toEqual([[errorClass, place]]);
  });

  it('want a title of at most 256 characters', () => {
    expect(errors(tail)).toEqual([['SigmaTitleError', 'logsource']]);
    expect(errors(`title: 5\n${tail}`)).toEqual([['SigmaTitleError', '5']]);
    expect(errors(`title: ${'😀'.repeat(256)}\n${tail}`)).toEqual([]);
    expect(errors(`title: ${'x'.repeat(257)}\n${tail}`)).toEqual([['SigmaTitleError', 'x'.repeat(257)]]);
  });

  it('are all read, and the first error is what pySigma raises', () => {
    const rule = parse(withAttribute('level: x\nstatus: y\nid: z'));
    expect(rule.errors.map(({ errorClass }) => errorClass)).toEqual([
      'SigmaIdentifierError',
      'SigmaLevelError',
      'SigmaStatusError',
    ]);
    expect(rule.raises?.errorClass).toBe('SigmaIdentifierError');
  });
});

describe('log source', () => {
  const errorsOf = (logsource: string) => errors(`title: t\n${logsource}detection: {sel: {A: x}, condition: sel}\n`);

  it.each([
    ['', 'Sigma', 'title'],
    ['logsource: x\n', 'Sigma', 'x'],
    ['logsource: {}\n', 'Sigma', 'logsource'],
    ['logsource: {product: 5}\n', 'Sigma', '5'],
    ['logsource: {product: windows, definition: [x]}\n', 'Sigma', '[x]'],
  ])('%j is refused', (logsource, _prefix, place) => {
    expect(errorsOf(logsource)).toEqual([['SigmaLogsourceError', place]]);
  });

  it('keeps what it does not know', () => {
    const { logsource } = parse(
      `title: t\nlogsource: {product: windows, foo: 1}\ndetection: {s: {A: x}, condition: s}\n`,
    );
    expect(logsource).toMatchObject({ product: 'windows', category: undefined });
    expect([...(logsource?.customAttributes.keys() ?? [])]).toEqual(['foo']);
  });
});

describe('detections', () => {
  it.each<[string, string, string]>([
    ['  sel: {A: x}\n', 'SigmaConditionError', 'detection'],
    ['  condition: sel\n', 'SigmaDetectionError', 'detection'],
    ['  sel: {A: x}\n  condition: []\n', 'SigmaConditionError', '[]'],
    ['  sel: {}\n  condition: sel\n', 'SigmaDetectionError', 'sel'],
    ['  sel: {A|foo|contains: x}\n  condition: sel\n', 'SigmaModifierError', 'foo'],
    ['  sel:\n    A|re: "a(b"\n  condition: sel\n', 'SigmaRegularExpressionError', '('],
    ['  sel: {A: {B: c}}\n  condition: sel\n', 'SigmaTypeError', '{B: c}'],
    ['  sel: {A|cidr: [10.0.0.0/8, x]}\n  condition: sel\n', 'SigmaTypeError', 'x'],
    ['  sel: 2024-01-01\n  condition: sel\n', 'SigmaDetectionError', '2024-01-01'],
    ['  sel: {5: x}\n  condition: sel\n', 'AttributeError', '5'],
  ])('%j is refused', (detection, errorClass, place) => {
    expect(errors(withDetection(detection))).toEqual([[errorClass, place]]);
  });

  it('that are no mapping are refused', () => {
    expect(errors('title: t\nlogsource: {category: x}\ndetection: [x]\n')).toEqual([['SigmaDetectionError', '[x]']]);
    expect(errors('title: t\nlogsource: {category: x}\n')).toEqual([['SigmaDetectionError', 'title']]);
  });

  it('report every mistake, though pySigma stops at the first', () => {
    const rule = parse(withDetection('  sel: {A|foo: x, B|bar: y}\n  condition: sel\n'));
    expect(rule.errors.map(({ message }) => message)).toEqual(["Unknown modifier 'foo'"]);
    expect(rule.furtherErrors.map(({ message }) => message)).toEqual(["Unknown modifier 'bar'"]);
    expect(rule.detection?.broken).toBe(true);
    expect([...(rule.detection?.detections.keys() ?? [])]).toEqual(['sel']);
  });

  it('link items with AND and lists with OR', () => {
    const { detection } = parse(
      withDetection('  a: {A: x, B: y}\n  b: [{A: x}, {B: y}]\n  c: [x, y]\n  condition: a\n'),
    );
    const linking = [...(detection?.detections.values() ?? [])].map((named) => named.detection.itemLinking);
    expect(linking).toEqual(['and', 'or', 'and']);
  });

  it('keep the places of fields, modifiers and values', () => {
    const text = withDetection('  sel:\n    "Com\\x6dand|contains|all":\n      - x\n      - y\n  condition: sel\n');
    const item = parse(text).detection?.detections.get('sel')?.detection.items[0];
    if (item?.kind !== 'item') throw new Error('no item');
    const at = (span: { start: number; end: number } | undefined) => text.slice(span?.start, span?.end);
    expect(item.field).toBe('Command');
    expect(at(item.fieldSpan)).toBe('Com\\x6dand');
    expect(item.modifierSpans.map(at)).toEqual(['contains', 'all']);
    expect(item.originalValue.map(({ span }) => at(span))).toEqual(['x', 'y']);
    expect(item.valueLinking).toBe('and');
  });

  it('know modifiers of the specification only where asked', () => {
    const text = withDetection('  sel: {A|utf16le: x}\n  condition: sel\n');
    expect(errors(text)).toEqual([]);
    const { rules } = parseSigma(text, { extensions: false }).collection;
    expect(rules[0]?.errors[0]?.message).toBe("Unknown modifier 'utf16le'");
  });
});

describe('broken YAML', () => {
  it('leaves what could be read', () => {
    const rule = parse(
      'title: t\nlogsource:\n  product: windows\ndetection:\n  sel:\n    A: x\n  condition: "sel\nlevel: high\n',
    );
    expect(rule.title?.value).toBe('t');
    expect(rule.logsource?.product).toBe('windows');
    expect([...(rule.detection?.detections.keys() ?? [])]).toContain('sel');
  });
});
