import { expect, it } from 'vitest';
import { modified } from '../../../../test/harness/modified.ts';

it('reads networks', () => {
  expect(modified('F|cidr', '10.0.0.0/8')).toBe('network 10.0.0.0/8');
  expect(modified('F|cidr', '2001:DB8::/32')).toBe('network 2001:db8::/32');
});

it('refuses what is none', () => {
  expect(modified('F|cidr', '10.0.0.1/8')).toBe(
    'SigmaTypeError: Invalid CIDR expression: 10.0.0.1/8 has host bits set',
  );
  expect(modified('F|cidr', 'x')).toBe(
    "SigmaTypeError: Invalid CIDR expression: 'x' does not appear to be an IPv4 or IPv6 network",
  );
});

it('must be first', () => {
  expect(modified('F|all|cidr', '10.0.0.0/8')).toBe(
    'SigmaValueError: CIDR expression modifier only applicable to unmodified values',
  );
});
