import { expect, it } from 'vitest';
import { expandCidr, sigmaCidr } from './sigma-cidr.ts';
import { isFailure } from './sigma-failure.ts';

function patterns(text: string, wildcard?: string | null): string[] | string {
  const value = sigmaCidr(text);
  if (isFailure(value)) return value.errorClass;
  const result = expandCidr(value, wildcard);
  return isFailure(result) ? result.errorClass : result;
}

it('expands IPv4 to the next octet', () => {
  expect(patterns('192.168.0.0/16')).toEqual(['192.168.*']);
  expect(patterns('192.168.0.0/23')).toEqual(['192.168.0.*', '192.168.1.*']);
  expect(patterns('10.0.0.0/30')).toEqual(['10.0.0.0', '10.0.0.1', '10.0.0.2', '10.0.0.3']);
  expect(patterns('10.0.0.1')).toEqual(['10.0.0.1']);
  expect(patterns('0.0.0.0/0')).toEqual(['*']);
  expect(patterns('10.0.0.0/9')).toHaveLength(128);
});

it('expands IPv6 where the addresses begin to differ', () => {
  expect(patterns('2001:db8::/32')).toEqual(['2001:db8:*']);
  expect(patterns('2001:db8::/64')).toEqual(['2001:db8::*']);
  expect(patterns('fc00::/7')).toEqual(['fc*', 'fd*']);
  expect(patterns('::1')).toEqual(['::1']);
  expect(patterns('::/0')).toEqual(['*']);
});

it('takes another wildcard, or none', () => {
  expect(patterns('10.0.0.0/8', '%')).toEqual(['10.%']);
  expect(patterns('10.0.0.0/255.0.0.0', null)).toEqual(['10.0.0.0/8']);
});

it('fails on a single address with a zone, as pySigma does', () => {
  expect(patterns('fe80::1%eth0')).toBe('IndexError');
});
