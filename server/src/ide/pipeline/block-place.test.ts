import { describe, expect, it } from 'vitest';
import { blockPlace } from './block-place.ts';

/** The place at `<|>`: the keys around it (`-` for a list), the key being filled, the word, and the siblings. */
function placeOf(marked: string): string {
  const offset = marked.indexOf('<|>');
  const { path, valueFor, word, siblings, isFlow } = blockPlace(marked.replace('<|>', ''), offset);
  const steps = path.map(({ key }) => key ?? '-').join('/');
  const others = [...siblings].map(([key, value]) => `${key}=${value}`).join(' ');
  return `${isFlow ? 'flow ' : ''}${steps}${valueFor === undefined ? '' : ` ${valueFor}:`} «${word}» ${others}`.trim();
}

const item = 'transformations:\n  - id: a\n    type: set_state\n';

describe('the place of a cursor', () => {
  it.each([
    ['<|>', '«»'],
    ['name: p\nprio<|>', '«prio» name=p'],
    ['transformations:\n  - <|>', 'transformations/- «»'],
    ['transformations:\n- <|>', 'transformations/- «»'],
    ['transformations:\n  - ty<|>', 'transformations/- «ty»'],
    ['transformations:\n  - type: set<|>', 'transformations/- type: «set»'],
    [`${item}    <|>\n    val: 1\n`, 'transformations/- «» type=set_state id=a val=1'],
    [`${item}  - <|>\n    val: 1\n  - id: b`, 'transformations/- «» val=1'],
    [`${item}    rule_conditions:\n      - type: <|>`, 'transformations/-/rule_conditions/- type: «»'],
    [
      `${item}    rule_conditions:\n    - type: logsource\n      pro<|>`,
      'transformations/-/rule_conditions/- «pro» type=logsource',
    ],
    [`${item}    rule_conditions:\n      win:\n        type: l<|>`, 'transformations/-/rule_conditions/win type: «l»'],
    [
      `${item}    rule_conditions: [{type: logsource, prod<|>`,
      'flow transformations/-/rule_conditions/- «prod» type=logsource',
    ],
    [`${item}    rule_conditions: [{type: log<|>`, 'flow transformations/-/rule_conditions/- type: «log»'],
    [
      `${item}    rule_conditions:\n      - {type: logsource, product: w<|>}`,
      'flow transformations/-/rule_conditions/- product: «w» type=logsource',
    ],
    ['allowed_backends: [splunk, ku<|>]', 'flow allowed_backends/- «ku»'],
    ['allowed_backends: [splunk]\nv<|>', '«v» allowed_backends=[splunk]'],
    ['vars:\n  a: 1\n  <|>', 'vars «» a=1'],
    ['# words\n\npriority: <|>1', 'priority: «»'],
    ['transformations:\n  - type: nest\n    items:\n      - type: x<|>', 'transformations/-/items/- type: «x»'],
  ])('%j', (marked, place) => {
    expect(placeOf(marked)).toBe(place);
  });

  it('knows the mapping around each step', () => {
    const marked = `${item}    mapping:\n      <|>`;
    const { path } = blockPlace(marked.replace('<|>', ''), marked.indexOf('<|>'));
    expect(path.at(-1)).toEqual({
      key: 'mapping',
      siblings: new Map([
        ['id', 'a'],
        ['type', 'set_state'],
        ['mapping', ''],
      ]),
    });
  });
});
