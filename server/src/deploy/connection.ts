import { Failure } from '../base/failure.ts';
import type { SiemConnection } from './deploy-target.ts';
import { sekoiaRegions } from './targets/sekoia/regions.ts';

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const spacePattern = /^[a-z0-9_-]+$/;
const loopbackHosts = new Set(['127.0.0.1', '[::1]', 'localhost']);
const keyLikeNames = /key|token|secret|password|authorization/i;

/**
 * Reads a connection from JSON that a person wrote. Throws `Failure('InvalidConnection')` that names the field and what it should be.
 * A key in it is refused: connections are files and settings, keys are secrets.
 */
export function parseConnection(value: unknown): SiemConnection {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('It must be a JSON object.');
  const fields = value as Record<string, unknown>;
  for (const name of Object.keys(fields)) {
    if (keyLikeNames.test(name)) {
      throw invalid(
        `Remove "${name}": keys do not belong into a connection. The command line reads SIGMASMITH_API_KEY, the editor asks and stores it safely.`,
      );
    }
  }
  const name = text(fields, 'name');
  if (fields.kind === 'elastic') {
    const space = optionalText(fields, 'space');
    if (space !== undefined && !spacePattern.test(space)) {
      throw invalid(
        `"space" is the identifier of a Kibana space: lower-case letters, digits, "-" and "_". Found ${JSON.stringify(space)}.`,
      );
    }
    return { name, kind: 'elastic', url: address(text(fields, 'url')), space: space === 'default' ? undefined : space };
  }
  if (fields.kind === 'sekoia') {
    const url = optionalText(fields, 'url');
    const region = optionalText(fields, 'region')?.toLowerCase();
    if (url === undefined && (region === undefined || sekoiaRegions[region] === undefined)) {
      throw invalid(`"region" must be one of ${Object.keys(sekoiaRegions).join(', ')} (or give "url").`);
    }
    const alertTypeUuid = text(fields, 'alertTypeUuid');
    if (!uuidPattern.test(alertTypeUuid))
      throw invalid(`"alertTypeUuid" must be a UUID. Found ${JSON.stringify(alertTypeUuid)}.`);
    return { name, kind: 'sekoia', region, url: url === undefined ? undefined : address(url), alertTypeUuid };
  }
  throw invalid(`"kind" must be "elastic" or "sekoia". Found ${JSON.stringify(fields.kind)}.`);
}

/** An https address (http only on loopback) without credentials, query or trailing slash. */
function address(value: string): string {
  let url: URL;
  try {
    url = new URL(value);
  } catch (cause) {
    throw new Failure(
      'InvalidConnection',
      `"url" is not a web address: ${JSON.stringify(value)}. Give one such as https://kibana.example.com:5601.`,
      { cause },
    );
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && loopbackHosts.has(url.hostname))) {
    throw invalid(
      '"url" must begin with https:// (http:// is taken for this machine only), or the key would travel in the clear.',
    );
  }
  if (url.username !== '' || url.password !== '') throw invalid('"url" must not carry a user name or password.');
  if (url.search !== '' || url.hash !== '') throw invalid('"url" must not carry a query or fragment.');
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function text(fields: Record<string, unknown>, name: string): string {
  const value = optionalText(fields, name);
  if (value === undefined) throw invalid(`"${name}" is missing.`);
  return value;
}

function optionalText(fields: Record<string, unknown>, name: string): string | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string' || value.trim() === '') throw invalid(`"${name}" must be a text that is not empty.`);
  return value.trim();
}

function invalid(message: string): Failure {
  return new Failure('InvalidConnection', `The connection cannot be used. ${message}`);
}
