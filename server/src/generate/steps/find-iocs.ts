/** Indicators of a report: refanged, without addresses and names that can be nobody's indicator. */
import { extractIOC } from 'ioc-extractor';
import type { Span } from '../../base/span.ts';
import type { Report } from './read-report.ts';

export interface FoundIoc {
  readonly type:
    | 'ipv4'
    | 'ipv6'
    | 'domain'
    | 'url'
    | 'email'
    | 'md5'
    | 'sha1'
    | 'sha256'
    | 'sha512'
    | 'ssdeep'
    | 'cve'
    | 'user-agent'
    | 'btc'
    | 'xmr';
  /** Refanged. */
  readonly value: string;
  /** Where the given text has the value in this very spelling. */
  readonly span?: Span;
  /** Where the report first speaks of it. */
  readonly position: number;
}

export function findIocs(report: Report): FoundIoc[] {
  const found = extractIOC(withoutBlocks(report.text), { refang: true, strict: true });
  const own = ownDomains(report.text);
  const iocs: FoundIoc[] = [];
  const add = (type: FoundIoc['type'], values: readonly string[], keep: (value: string) => boolean = () => true) => {
    for (const value of values) if (keep(value)) iocs.push(place(type, value, report));
  };
  add('ipv4', found.ipv4s, (value) => isPublicIpv4(value) && !isVersion(value, report.text));
  add('ipv6', found.ipv6s, isPublicIpv6);
  add('domain', found.domains, (value) => isIndicatorDomain(value, own, report.text));
  add(
    'url',
    found.urls.map((url) => url.replace(/[)\]}>'"`,;.]+$/, '')),
    (value) => isIndicatorUrl(value, own, report.text),
  );
  add('email', found.emails, (value) => !own.has(registered(value.split('@')[1] ?? '')));
  add('md5', found.md5s, isHash);
  add('sha1', found.sha1s, isHash);
  add('sha256', found.sha256s, isHash);
  add('sha512', found.sha512s, isHash);
  add('ssdeep', found.ssdeeps, (value) => value.length >= 40 && (value.match(/:/g) ?? []).length === 2);
  add(
    'cve',
    found.cves.map((cve) => cve.toUpperCase()),
  );
  add('btc', found.btcs);
  add('xmr', found.xmrs);
  add('user-agent', userAgents(report));
  return unique(iocs);
}

/** Without runs of characters that are too long for an indicator: encoded data, in which searching takes long and finds chance. */
function withoutBlocks(text: string): string {
  return text.replace(/\S{2049,}/g, ' ');
}

function unique(iocs: readonly FoundIoc[]): FoundIoc[] {
  const seen = new Map(iocs.map((ioc) => [`${ioc.type} ${ioc.value.toLowerCase()}`, ioc]));
  return [...seen.values()];
}

function place(type: FoundIoc['type'], value: string, report: Report): FoundIoc {
  const at = findBounded(report.text, value);
  if (at >= 0) {
    const span = report.originalSpan(at, at + value.length);
    const literal = report.original.slice(span.start, span.end) === value;
    return { type, value, position: at, ...(literal && { span }) };
  }
  const loose = report.text.toLowerCase().indexOf(value.slice(0, 6).toLowerCase());
  return { type, value, position: Math.max(0, loose) };
}

function findBounded(text: string, value: string): number {
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text.slice(at + value.length, at + value.length + 2);
    if (!/[\w@-]/.test(before) && !/^(?:\w|[.-]\w)/.test(after)) return at;
  }
  return -1;
}

/** Not reserved, private, link-local, shared, multicast; the documentation ranges stay: reports use them for what they must not show. */
function isPublicIpv4(value: string): boolean {
  const parts = value.split('.').map(Number);
  if (parts.length !== 4 || parts.some((part) => !(part >= 0 && part <= 255))) return false;
  const [a, b] = parts as [number, number, number, number];
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false;
  if ((a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254)) return false;
  if ((a === 100 && b >= 64 && b < 128) || (a === 198 && (b === 18 || b === 19)) || value === '1.2.3.4') return false;
  return !/^(?:8\.8\.(?:8\.8|4\.4)|1\.1\.1\.1|1\.0\.0\.1|9\.9\.9\.9|4\.2\.2\.[1-4]|208\.67\.22[02]\.22[02])$/.test(
    value,
  );
}

/** `version 10.0.19041.1`, `Chrome/114.0.5735.199`, `v1.2.3.4` are no addresses. */
function isVersion(value: string, text: string): boolean {
  const places = [...text.matchAll(new RegExp(`(?<![\\d.])${value.replaceAll('.', '\\.')}(?![\\d.]\\d)`, 'g'))];
  return (
    places.length > 0 &&
    places.every(
      ({ index }) =>
        /(?:\/|\bv|version[:\s]*|ver\.?\s*|build\s*|release\s*|\bfirmware\s*|\bagent\s*)$/i.test(
          text.slice(Math.max(0, index - 12), index),
        ) && !/:\/\/$/.test(text.slice(Math.max(0, index - 3), index)),
    )
  );
}

function isPublicIpv6(value: string): boolean {
  const lower = value.toLowerCase();
  if (lower.replace(/[^0-9a-f]/g, '').length < 6 || (lower.match(/:/g) ?? []).length < 3) return false;
  return !/^(?:::|fe[89ab]|f[cd]|ff|2001:db8|0*:)/.test(lower);
}

/** A hash of one repeated character or without both letters and digits is a placeholder. */
/** Of the empty file: everybody has it. */
const emptyHashes = new Set([
  'd41d8cd98f00b204e9800998ecf8427e',
  'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
]);

function isHash(value: string): boolean {
  if (emptyHashes.has(value.toLowerCase())) return false;
  return new Set(value.toLowerCase()).size > 4 && /[a-f]/i.test(value) && /\d/.test(value);
}

const fileExtensions =
  /\.(?:exe|dll|sys|ps1|psm1|bat|cmd|vbs|vbe|js|jse|wsf|hta|lnk|doc[xm]?|xls[xmb]?|ppt[xm]?|pdf|rtf|txt|log|dat|bin|tmp|zip|rar|7z|iso|img|msi|scr|jar|py|sh|so|elf|pl|rb|php|aspx?|jsp|json|xml|ya?ml|conf|cfg|ini|md|html?|css|png|jpe?g|gif|svg|mov|java|class|cs|go|rs|ts|db|sql|bak|cpl|ocx|inf|reg|cab|apk|net|service|timer)$/i;

/** Publishers, platforms and references: a report links to them, and nobody blocks them. */
const ordinaryDomains = new Set(
  'amazon.com amazonaws.com aws.amazon.com microsoft.com windows.com windowsupdate.com live.com office.com github.com githubusercontent.com github.io gitlab.com google.com googleapis.com gstatic.com youtube.com twitter.com x.com t.co linkedin.com facebook.com instagram.com mitre.org attack.mitre.org nist.gov cisa.gov virustotal.com wikipedia.org medium.com reddit.com w3.org schema.org cloudflare.com wordpress.com wp.com apple.com mozilla.org ubuntu.com debian.org redhat.com python.org pypi.org npmjs.com docker.com kubernetes.io oracle.com adobe.com docs.rs readthedocs.io sigmahq.io elastic.co splunk.com crowdstrike.com mandiant.com fireeye.com paloaltonetworks.com unit42.paloaltonetworks.com cisco.com talosintelligence.com trendmicro.com kaspersky.com securelist.com eset.com welivesecurity.com sophos.com symantec.com broadcom.com sentinelone.com proofpoint.com checkpoint.com fortinet.com rapid7.com expel.com expel.io permiso.io datadoghq.com securitylabs.datadoghq.com sysdig.com wiz.io lacework.com aquasec.com orca.security invictus-ir.com example.com example.org example.net'.split(
    ' ',
  ),
);

const twoLevel = /\.(?:co|com|org|net|gov|ac|edu)\.[a-z]{2}$/i;

function registered(domain: string): string {
  const labels = domain.toLowerCase().split('.');
  return labels.slice(twoLevel.test(domain) ? -3 : -2).join('.');
}

/** Domains of addresses that stand in image captions, sources and the head of a report belong to its publisher. */
function ownDomains(text: string): Set<string> {
  const own = new Set<string>();
  const sources = text.matchAll(
    /(?:^|\n)[ \t]*(?:url|source|link|original|canonical|author|published)[ \t]*:?[ \t]*(https?:\/\/[^\s/]+)|https?:\/\/([\w.-]+)\/[^\s"'<>)\]]*\.(?:png|jpe?g|gif|svg|webp)\b|\]\((https?:\/\/[^\s/)]+)/gi,
  );
  for (const match of sources)
    own.add(registered((match[1] ?? match[2] ?? match[3] ?? '').replace(/^https?:\/\//i, '')));
  return own;
}

function isIndicatorDomain(value: string, own: ReadonlySet<string>, text: string): boolean {
  const domain = value.toLowerCase();
  const defanged = isDefanged(domain, text);
  if ((fileExtensions.test(domain) || standsInPath(domain, text)) && !defanged) return false;
  if (/\.(?:amazonaws|amazonses|awsapps)\.com$|\.local$|\.internal$|\.corp$|\.lan$|\.test$/.test(domain)) return false;
  const base = registered(domain);
  if (ordinaryDomains.has(domain) || ordinaryDomains.has(base)) return false;
  if (own.has(base) && !defanged) return false;
  if (isPartOfWord(value, text) || (/\.[A-Z][a-z]+$/.test(value) && !defanged)) return false;
  return domain.includes('.') && !/^\d+\.\d+$/.test(domain);
}

/** The rest of an internationalised name (`böse-domäne.de` is not `ne.de`), or of a command of an editor. */
function isPartOfWord(value: string, text: string): boolean {
  const first = escapePattern(value.split('.')[0] ?? '');
  const stands = new RegExp(`(?<![\\p{L}\\p{N}_])${first}`, 'iu').test(text);
  return !stands || new RegExp(`command:${first}\\b`, 'i').test(text);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A name that stands only at the end of paths is a file. */
function standsInPath(domain: string, text: string): boolean {
  const places = [...text.matchAll(new RegExp(domain.replace(/[^a-z0-9-]/g, '\\$&'), 'gi'))];
  return (
    places.length > 0 &&
    places.every(({ index }) => text[index - 1] === '\\' || /(?<![:/])\/$/.test(text.slice(0, index)))
  );
}

/** Written with brackets, as publishers write what must not be clicked. */
function isDefanged(domain: string, text: string): boolean {
  const pattern = domain
    .replace(/[^a-z0-9.-]/g, '')
    .split('.')
    .join('(?:\\[\\.\\]|\\(\\.\\)|\\{\\.\\}|\\[dot\\]|\\.)');
  return [...text.matchAll(new RegExp(pattern, 'gi'))].some(([match]) => /[[({]/.test(match));
}

function isIndicatorUrl(value: string, own: ReadonlySet<string>, text: string): boolean {
  const host = /^[a-z]+:\/\/([^/:?#]+)/i.exec(value)?.[1];
  if (!host) return false;
  if (/^\d+\.\d+\.\d+\.\d+$/.test(host)) return isPublicIpv4(host);
  if (!isIndicatorDomain(host, own, text)) return false;
  return (
    !findLiteral(value, text) ||
    isDefanged(host, text) ||
    /\.(?:exe|dll|ps1|sh|bin|hta|js|vbs|zip|txt|dat|php)(?:$|[?#])/i.test(value)
  );
}

function findLiteral(value: string, text: string): boolean {
  return text.includes(value);
}

/** Tools as they name themselves to AWS, with their version: a version of a kit tells intruders from owners. */
function userAgents(report: Report): string[] {
  const pattern =
    /\b(?:aws-cli|aws-sdk-[a-z0-9-]+|Boto3|Botocore|S3 Browser|CloudBerry[\w ]*|WinSCP|rclone|Cyberduck|Pacu|ScoutSuite|Scout Suite|TruffleHog|Terraform|Python-urllib|python-requests|Go-http-client|curl|Wget|okhttp|axios)\/v?\d[\w.+-]*(?: [A-Za-z][\w-]{1,20}\/[\w.+-]+| \([^()\n]{2,60}\))*/gi;
  const found: string[] = [];
  for (const match of report.text.matchAll(pattern)) {
    if (report.sentenceAt(match.index)?.role === 'account') found.push(match[0].replace(/[.,;]+$/, ''));
  }
  return found;
}
