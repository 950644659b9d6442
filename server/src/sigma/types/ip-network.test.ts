import { expect, it } from 'vitest';
import { ipNetworkText, parseIpNetwork } from './ip-network.ts';

function network(text: string): string {
  const result = parseIpNetwork(text);
  return 'error' in result ? result.error : ipNetworkText(result);
}

const refused = (text: string) => `'${text}' does not appear to be an IPv4 or IPv6 network`;

it('reads IPv4 networks', () => {
  expect(network('10.0.0.0/8')).toBe('10.0.0.0/8');
  expect(network('10.1.2.3')).toBe('10.1.2.3/32');
  expect(network('10.0.0.0/008')).toBe('10.0.0.0/8');
  expect(network('0.0.0.0/0')).toBe('0.0.0.0/0');
});

it('reads netmasks and hostmasks', () => {
  expect(network('10.0.0.0/255.255.0.0')).toBe('10.0.0.0/16');
  expect(network('10.0.0.0/0.0.255.255')).toBe('10.0.0.0/16');
  expect(network('0.0.0.0/0.0.0.0')).toBe('0.0.0.0/0');
  expect(network('10.0.0.0/255.255.255.255')).toBe('10.0.0.0/32');
  expect(network('10.0.0.0/255.0.255.0')).toBe(refused('10.0.0.0/255.0.255.0'));
});

it('refuses other IPv4 texts', () => {
  for (const text of ['', '10.0.0', '10.0.0.0.0', '010.0.0.0', '256.0.0.0', '1.2.3.-4', '10.0.0.0/33', '10.0.0.0/']) {
    expect(network(text)).toBe(refused(text));
  }
  for (const text of ['10.0.0.0/8/8', '10.0.0.0/+8', '10.0.0.0/ 8', '１0.0.0.0', '10.0.0.0/٨', '1e1.0.0.0']) {
    expect(network(text)).toBe(refused(text));
  }
});

it('refuses host bits', () => {
  expect(network('10.0.0.1/8')).toBe('10.0.0.1/8 has host bits set');
  expect(network('2001:db8::1/32')).toBe('2001:db8::1/32 has host bits set');
});

it('reads and compresses IPv6 networks', () => {
  expect(network('2001:0DB8:0:0:0:0:0:0/32')).toBe('2001:db8::/32');
  expect(network('1:0:0:2:0:0:0:3')).toBe('1:0:0:2::3/128');
  expect(network('1:0:2:3:4:5:6:7')).toBe('1:0:2:3:4:5:6:7/128');
  expect(network('1:0:0:2:3:0:0:4')).toBe('1::2:3:0:0:4/128');
  expect(network('::')).toBe('::/128');
  expect(network('1::')).toBe('1::/128');
  expect(network('::ffff:1.2.3.4')).toBe('::ffff:102:304/128');
  expect(network('1:2:3:4:5:6:7::')).toBe('1:2:3:4:5:6:7:0/128');
});

it('keeps zones of IPv6', () => {
  expect(network('fe80::%eth0/64')).toBe('fe80::%eth0/64');
  expect(network('fe80::%/64')).toBe(refused('fe80::%/64'));
  expect(network('fe80::%1%2')).toBe(refused('fe80::%1%2'));
});

it('refuses other IPv6 texts', () => {
  for (const text of [
    ':',
    ':::',
    '1::2::3',
    ':1:2:3:4:5:6:7:8',
    '1:2:3:4:5:6:7:',
    '12345::',
    'g::',
    '::/129',
    '::1/64.0.0.0',
  ]) {
    expect(network(text)).toBe(refused(text));
  }
  for (const text of ['1:2:3:4:5:6:7:8::', '1:2:3:4:5:6:7:8:9', '::1.2.3', '1.2.3.4::', '::/ffff::']) {
    expect(network(text)).toBe(refused(text));
  }
});
