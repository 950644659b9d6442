/** What CloudTrail records: the operations of AWS services, and how reports speak of them. */
import type { DataFiles } from './data-files.ts';

export interface AwsService {
  /** The service's name in AWS's software development kits: `iam`, `sesv2`. */
  readonly key: string;
  /** For people: `Secrets Manager`. */
  readonly name: string;
  /** `iam.amazonaws.com`. */
  readonly eventSource: string;
  /** Finds the service in a text; `undefined` for services that only their operations reveal. */
  readonly words: RegExp | undefined;
  /** CloudTrail appends a version to its event names: `CreateFunction20150331`. */
  readonly versioned: boolean;
}

export interface ProseAction {
  readonly service: string;
  readonly eventName: string;
  readonly pattern: RegExp;
}

export interface CloudTrailCatalogue {
  /** By key, the best known first. */
  readonly services: ReadonlyMap<string, AwsService>;
  /** Keys of the services that have an operation, the best known first. */
  servicesOf(eventName: string): readonly string[];
  /** Names of a service's operations; empty for services that are not known. */
  operationsOf(service: string): readonly string[];
  /** The catalogue's spelling of a name in any case. */
  spelling(name: string): string | undefined;
  /** `create-user` or `create_user` of a service as event name. */
  operation(service: string, words: string): { readonly service: string; readonly eventName: string } | undefined;
  readonly prose: readonly ProseAction[];
}

interface OperationsFile {
  readonly services: Readonly<Record<string, readonly [string, string]>>;
}

interface CuratedFile {
  readonly services: readonly (readonly [string, string, string])[];
  readonly versionedNames: readonly string[];
  readonly commandLine: Readonly<Record<string, readonly [string, string]>>;
  readonly commandLineServices: Readonly<Record<string, string>>;
  readonly prose: readonly (readonly [string, string, string])[];
}

export function loadCloudTrail(files: DataFiles): CloudTrailCatalogue {
  const operations = (JSON.parse(files.read('events/cloudtrail-operations.json')) as OperationsFile).services;
  const curated = JSON.parse(files.read('events/cloudtrail.json')) as CuratedFile;
  const services = readServices(operations, curated);
  const byName = new Map<string, string[]>();
  const bySpelling = new Map<string, string>();
  for (const key of services.keys()) {
    for (const name of operations[key]?.[1].split(' ') ?? []) {
      const known = byName.get(name);
      if (known) known.push(key);
      else byName.set(name, [key]);
      if (!bySpelling.has(name.toLowerCase())) bySpelling.set(name.toLowerCase(), name);
    }
  }
  const has = (service: string, name: string) => byName.get(name)?.includes(service) ?? false;
  return {
    services,
    servicesOf: (eventName) => byName.get(eventName) ?? [],
    operationsOf: (service) => operations[service]?.[1].split(' ').filter(Boolean) ?? [],
    spelling: (name) => bySpelling.get(name.toLowerCase()),
    operation(service, words) {
      const special = curated.commandLine[`${service} ${words}`];
      if (special) return { service: special[0], eventName: special[1] };
      const key = curated.commandLineServices[service] ?? service;
      const name = bySpelling.get(words.replace(/[-_]/g, '').toLowerCase());
      return name !== undefined && has(key, name) ? { service: key, eventName: name } : undefined;
    },
    prose: curated.prose.map(([service, eventName, pattern]) => ({
      service,
      eventName,
      pattern: new RegExp(`\\b(?:${pattern})`, 'gi'),
    })),
  };
}

function readServices(operations: OperationsFile['services'], curated: CuratedFile): Map<string, AwsService> {
  const services = new Map<string, AwsService>();
  const add = (key: string, name: string, words: string) => {
    const eventSource = operations[key]?.[0];
    if (eventSource === undefined || services.has(key)) return;
    const pattern = words ? new RegExp(`\\b(?:${words.replaceAll(';', '|')})\\b`, 'gi') : undefined;
    services.set(key, { key, name, eventSource, words: pattern, versioned: curated.versionedNames.includes(key) });
  };
  for (const [key, name, words] of curated.services) add(key, name, words);
  for (const key of Object.keys(operations)) add(key, displayName(key), '');
  return services;
}

function displayName(key: string): string {
  return key
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}
