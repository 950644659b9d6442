/**
 * Which addresses a request may go to. A report's URL is chosen by a stranger: it must not reach the user's own machine, network or
 * cloud metadata service, however the address is spelled. The same check runs on the URL, on every redirect and on what DNS answered.
 */
import ipaddr from 'ipaddr.js';
import { Failure } from '../base/failure.ts';

/** Hosts that the user configured by name; only for them private addresses and plain `http` on loopback are allowed. */
export interface AddressPolicy {
  /** `host` or `host:port`, lower case, as `URL.host` prints it. */
  readonly allowedHosts: readonly string[];
}

export const publicOnly: AddressPolicy = { allowedHosts: [] };

const localNames = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa)$/;

/**
 * Parses the URL of a page to read. Throws `Failure('InvalidUrl')` in plain words unless it is an `https` URL without credentials whose host is not
 * visibly private. Decimal, octal, hexadecimal and short forms of IPv4 are normalised first, as every browser does.
 */
export function checkPageUrl(text: string, policy: AddressPolicy = publicOnly): URL {
  const url = parseUrl(text.trim());
  if (isAllowed(url, policy)) return url;
  if (url.protocol !== 'https:') {
    throw invalidUrl(
      `${quote(text)} is not an https address. Only https pages are read, so that nobody on the way can change them.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw invalidUrl(
      `The address carries a user name or password before the host (${url.hostname}). Remove that part.`,
    );
  }
  const host = bareHost(url.hostname);
  const reason = ipaddr.isValid(host) ? forbiddenAddressReason(host) : forbiddenNameReason(host);
  if (reason !== undefined) throw refusedHost(url.hostname, reason);
  return url;
}

/** Whether the user configured this very host (and port), so that private addresses are fine. */
export function isAllowed(url: URL, policy: AddressPolicy): boolean {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return false;
  if (url.username !== '' || url.password !== '') return false;
  return policy.allowedHosts.includes(url.host) || policy.allowedHosts.includes(url.hostname);
}

/** Checks what DNS answered for a host; throws `Failure('InvalidUrl')` when any address is private. */
export function checkResolvedAddresses(host: string, addresses: readonly string[]): void {
  for (const address of addresses) {
    const reason = forbiddenAddressReason(address);
    if (reason !== undefined) throw refusedHost(host, `its name resolves to ${address}, ${reason}`);
  }
}

/** Why an IP address must not be contacted, or `undefined` for a public unicast address. */
export function forbiddenAddressReason(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'which is no valid IP address';
  let parsed = ipaddr.parse(address);
  if (parsed.kind() === 'ipv6') {
    const embedded = embeddedIPv4(parsed as ipaddr.IPv6);
    if (embedded !== undefined) parsed = embedded;
  }
  const text = parsed.toString();
  if (metadataAddresses.has(text)) return 'the metadata service of a cloud machine';
  const range = parsed.range();
  if (range === 'unicast') return undefined;
  return `a ${rangeNames[range] ?? range} address`;
}

const metadataAddresses = new Set([
  '169.254.169.254',
  '169.254.170.2',
  '100.100.100.200',
  '168.63.129.16',
  'fd00:ec2::254',
]);

const rangeNames: Record<string, string> = {
  loopback: 'loopback (this machine)',
  private: 'private network',
  linkLocal: 'link-local',
  uniqueLocal: 'private network',
  unspecified: 'unspecified',
  broadcast: 'broadcast',
  multicast: 'multicast',
  carrierGradeNat: 'carrier-grade NAT',
  reserved: 'reserved',
};

/** IPv4 addresses hide in mapped (`::ffff:a.b.c.d`), compatible, NAT64, 6to4 and ISATAP forms. */
function embeddedIPv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  const bytes = address.toByteArray();
  const at = (start: number) => new ipaddr.IPv4(bytes.slice(start, start + 4));
  const range = address.range();
  if (range === 'rfc6052' || range === 'rfc6145') return at(12);
  if (range === '6to4') return at(2);
  if (bytes.slice(0, 12).every((byte) => byte === 0) && bytes.slice(12).some((byte) => byte > 1)) return at(12);
  if (bytes[8] === 0 && bytes[9] === 0 && bytes[10] === 0x5e && bytes[11] === 0xfe) return at(12);
  return undefined;
}

function parseUrl(text: string): URL {
  try {
    return new URL(text);
  } catch (cause) {
    throw new Failure(
      'InvalidUrl',
      `${quote(text)} is not a web address. Give a complete one, such as https://example.com/report.`,
      { cause },
    );
  }
}

function forbiddenNameReason(host: string): string | undefined {
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  if (name === '') return 'it has no name';
  if (!name.includes('.')) return 'a name without a dot belongs to the local network';
  if (localNames.test(name)) return 'the name belongs to the local network';
  return undefined;
}

function bareHost(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

function refusedHost(host: string, reason: string): Failure {
  return invalidUrl(
    `${host} is refused: ${reason}. Only public addresses are read; save the page and use its text instead.`,
  );
}

function invalidUrl(message: string): Failure {
  return new Failure('InvalidUrl', message);
}

function quote(text: string): string {
  const clean = text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g, '');
  return `"${clean.length > 100 ? `${clean.slice(0, 100)}…` : clean}"`;
}
