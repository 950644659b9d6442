import { describe, expect, it } from 'vitest';
import { defaultServerSettings } from '../protocol/session.ts';
import { toServerSettings } from './from-proto.ts';

describe('toServerSettings', () => {
  it('takes what is there and of the right type', () => {
    expect(toServerSettings({ debounce: 5, trusted: false })).toEqual({
      ...defaultServerSettings,
      debounce: 5,
      trusted: false,
    });
  });

  it.each([undefined, null, 3, 'x', [], { debounce: '5', yamlSyntaxErrors: 1, trusted: null }, { debounce: -1 }])(
    'keeps the present settings when an editor sends %j',
    (sent) => expect(toServerSettings(sent)).toEqual(defaultServerSettings),
  );

  it('bounds the rest after a keystroke', () => {
    expect(toServerSettings({ debounce: 1e9 }).debounce).toBe(10_000);
    expect(toServerSettings({ debounce: Number.NaN }).debounce).toBe(defaultServerSettings.debounce);
  });
});
