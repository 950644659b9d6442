/** SigmaCIDRExpression: a network, and the wildcard patterns that stand for it where a backend knows no networks. */
import type { Span } from '../../base/span.ts';
import {
  broadcastAddress,
  type IpNetwork,
  ipAddressText,
  ipNetworkText,
  networkAddressText,
  parseIpNetwork,
  subnets,
} from './ip-network.ts';
import { fail, type SigmaFailure } from './sigma-failure.ts';
import type { SigmaCIDRExpression } from './sigma-type.ts';

export function sigmaCidr(text: string, span?: Span): SigmaCIDRExpression | SigmaFailure {
  const network = parseIpNetwork(text);
  if ('error' in network) return fail('SigmaTypeError', `Invalid CIDR expression: ${network.error}`);
  return { type: 'cidr', cidr: ipNetworkText(network), original: text, ...(span && { span }) };
}

/** The network of a value that `sigmaCidr` made. */
export function cidrNetwork(value: SigmaCIDRExpression): IpNetwork {
  const network = parseIpNetwork(value.original);
  if ('error' in network) throw new Error(`No network: ${value.original}`);
  return network;
}

/**
 * pySigma's `expand(wildcard)`: IPv4 networks up to the next octet boundary, IPv6 up to the next hex digit of the compressed text,
 * with the wildcard where the first and the last address begin to differ. Without a wildcard the network itself.
 */
export function expandCidr(value: SigmaCIDRExpression, wildcard: string | null = '*'): string[] | SigmaFailure {
  if (wildcard === null) return [value.cidr];
  const network = cidrNetwork(value);
  const unit = network.version === 4 ? 8 : 4;
  const prefix = Math.ceil(network.prefixLength / unit) * unit;
  const patterns: string[] = [];
  for (const subnet of subnets(network, prefix)) {
    const pattern = network.version === 4 ? ipv4Pattern(subnet, wildcard) : ipv6Pattern(subnet, wildcard);
    if (pattern === undefined) return fail('IndexError', 'string index out of range');
    patterns.push(pattern);
  }
  return patterns;
}

function ipv4Pattern(subnet: IpNetwork, wildcard: string): string {
  const octets = ipAddressText(4, subnet.address).split('.');
  const fixed = subnet.prefixLength / 8;
  return fixed === 4 ? octets.join('.') : [...octets.slice(0, fixed), wildcard].join('.');
}

// pySigma: types.py#SigmaCIDRExpression.expand – a single address with a zone runs past the end of the zoneless last address and fails.
function ipv6Pattern(subnet: IpNetwork, wildcard: string): string | undefined {
  const first = networkAddressText(subnet);
  const last = ipAddressText(6, broadcastAddress(subnet));
  if (first === last) return first;
  for (let i = 0; i < first.length; i++) {
    if (i >= last.length) return undefined;
    if (first[i] !== last[i]) return first.slice(0, i) + wildcard;
  }
  return first + wildcard;
}
