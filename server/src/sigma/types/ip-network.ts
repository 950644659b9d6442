/** Networks as Python's `ipaddress.ip_network(text)` (strict) reads, refuses and prints them. */
import { pythonStringRepr } from '../../yaml/python-repr.ts';

export interface IpNetwork {
  readonly version: 4 | 6;
  readonly address: bigint;
  readonly prefixLength: number;
  /** Zone of an IPv6 address (`fe80::1%eth0`). */
  readonly scope: string | undefined;
}

const bitsOf = (version: 4 | 6) => (version === 4 ? 32 : 128);
const ones = (bits: number) => (1n << BigInt(bits)) - 1n;

/** The network, or Python's message. */
export function parseIpNetwork(text: string): IpNetwork | { readonly error: string } {
  const pieces = text.split('/');
  const [address, mask] = pieces as [string, string | undefined];
  const network = pieces.length > 2 ? undefined : (parseVersion4(address, mask) ?? parseVersion6(address, mask));
  if (!network) return { error: `${pythonStringRepr(text)} does not appear to be an IPv4 or IPv6 network` };
  const hostBits = bitsOf(network.version) - network.prefixLength;
  return (network.address & ones(hostBits)) === 0n ? network : { error: `${ipNetworkText(network)} has host bits set` };
}

function parseVersion4(text: string, mask: string | undefined): IpNetwork | undefined {
  const address = parseIpv4(text);
  if (address === undefined) return undefined;
  const prefixLength = mask === undefined ? 32 : (parsePrefix(mask, 32) ?? prefixOfMask(mask));
  return prefixLength === undefined ? undefined : { version: 4, address, prefixLength, scope: undefined };
}

function parseVersion6(text: string, mask: string | undefined): IpNetwork | undefined {
  const [plain, scope, ...more] = text.split('%') as [string, string | undefined, ...string[]];
  if (scope === '' || more.length > 0) return undefined;
  const address = parseIpv6(plain);
  const prefixLength = mask === undefined ? 128 : parsePrefix(mask, 128);
  return address === undefined || prefixLength === undefined ? undefined : { version: 6, address, prefixLength, scope };
}

function parsePrefix(text: string, bits: number): number | undefined {
  if (!/^[0-9]{1,4300}$/.test(text)) return undefined;
  const length = Number(text);
  return length <= bits ? length : undefined;
}

/** A netmask (`255.255.255.0`), else a hostmask (`0.0.0.255`); all zeros and all ones are netmasks. */
function prefixOfMask(text: string): number | undefined {
  const mask = parseIpv4(text);
  if (mask === undefined) return undefined;
  return leadingOnes(mask) ?? leadingOnes(mask ^ ones(32));
}

function leadingOnes(mask: bigint): number | undefined {
  for (let length = 0; length <= 32; length++) {
    if (mask === (ones(32) ^ ones(32 - length))) return length;
  }
  return undefined;
}

/** Four decimal octets without leading zeros. */
export function parseIpv4(text: string): bigint | undefined {
  const octets = text.split('.');
  if (octets.length !== 4) return undefined;
  let value = 0n;
  for (const octet of octets) {
    if (!/^(?:0|[1-9][0-9]{0,2})$/.test(octet) || Number(octet) > 255) return undefined;
    value = (value << 8n) | BigInt(octet);
  }
  return value;
}

/** Eight groups, `::` once, an IPv4 tail; no zone. */
export function parseIpv6(text: string): bigint | undefined {
  const parts = text.split(':');
  if (parts.length < 3) return undefined;
  const last = parts.at(-1) as string;
  if (last.includes('.')) {
    const tail = parseIpv4(last);
    if (tail === undefined) return undefined;
    parts.splice(-1, 1, (tail >> 16n).toString(16), (tail & 0xffffn).toString(16));
  }
  const groups = parts.length > 9 ? undefined : fillGap(parts);
  if (!groups?.every((group) => /^[0-9A-Fa-f]{1,4}$/.test(group))) return undefined;
  return groups.reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** The eight groups with `::` written out, or undefined. */
function fillGap(parts: readonly string[]): readonly string[] | undefined {
  const gaps = parts.flatMap((part, i) => (part === '' && i > 0 && i < parts.length - 1 ? [i] : []));
  if (gaps.length === 0) return parts.length === 8 ? parts : undefined;
  if (gaps.length > 1) return undefined;
  const gap = gaps[0] as number;
  const before = parts[0] === '' ? parts.slice(1, gap) : parts.slice(0, gap);
  const after = parts.at(-1) === '' ? parts.slice(gap + 1, -1) : parts.slice(gap + 1);
  // A colon at an end is only right as part of `::`.
  if ((parts[0] === '' && before.length > 0) || (parts.at(-1) === '' && after.length > 0)) return undefined;
  const skipped = 8 - before.length - after.length;
  return skipped < 1 ? undefined : [...before, ...Array<string>(skipped).fill('0'), ...after];
}

export function ipAddressText(version: 4 | 6, address: bigint): string {
  if (version === 4) return [24n, 16n, 8n, 0n].map((shift) => (address >> shift) & 0xffn).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((address >> BigInt(16 * (7 - i))) & 0xffffn).toString(16));
  let [start, length] = [-1, 1];
  for (let i = 0; i < 8; i++) {
    let run = 0;
    while (groups[i + run] === '0') run++;
    if (run > length) [start, length] = [i, run];
  }
  if (start < 0) return groups.join(':');
  return `${groups.slice(0, start).join(':')}::${groups.slice(start + length).join(':')}`;
}

/** The network's address with its zone. */
export function networkAddressText(network: IpNetwork): string {
  return ipAddressText(network.version, network.address) + (network.scope === undefined ? '' : `%${network.scope}`);
}

export function ipNetworkText(network: IpNetwork): string {
  return `${networkAddressText(network)}/${network.prefixLength}`;
}

/** The network's parts with that longer prefix, in order; they lose the zone. A single address stays as it is. */
export function subnets(network: IpNetwork, prefixLength: number): IpNetwork[] {
  const bits = bitsOf(network.version);
  if (network.prefixLength === bits) return [network];
  const count = 2 ** (prefixLength - network.prefixLength);
  const step = 1n << BigInt(bits - prefixLength);
  return Array.from({ length: count }, (_, i) => ({
    version: network.version,
    address: network.address + BigInt(i) * step,
    prefixLength,
    scope: undefined,
  }));
}

/** The last address of the network. */
export function broadcastAddress(network: IpNetwork): bigint {
  return network.address | ones(bitsOf(network.version) - network.prefixLength);
}
