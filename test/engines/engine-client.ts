/** The few requests that the tests send to OpenSearch and Elasticsearch. */
import { Agent, fetch } from 'undici';
import { keywordField } from './events/rule-events.ts';
import { type IndexPlan, mappingOf } from './rule-cases.ts';

/** ES|QL warns of every field with several values, each time in a header. */
const dispatcher = new Agent({ maxHeaderSize: 4 << 20 });

export async function request(
  url: string,
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; json: unknown }> {
  const isLines = typeof body === 'string';
  const answer = await fetch(url + path, {
    method,
    dispatcher,
    headers: body === undefined ? {} : { 'content-type': isLines ? 'application/x-ndjson' : 'application/json' },
    ...(body === undefined ? {} : { body: isLines ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, json: await answer.json() };
}

async function demand(url: string, method: string, path: string, body?: unknown): Promise<unknown> {
  const { status, json } = await request(url, method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json).slice(0, 1000)}`);
  return json;
}

/** Creates the index and puts the events in, each under `<case>-<number>`. */
export async function indexEvents(url: string, plan: IndexPlan): Promise<void> {
  await demand(url, 'PUT', `/${plan.name}`, {
    settings: {
      number_of_shards: 1,
      number_of_replicas: 0,
      refresh_interval: '-1',
      'mapping.total_fields.limit': 20_000,
      'query.default_field': keywordField,
    },
    mappings: mappingOf(plan),
  });
  const lines = plan.cases.flatMap(({ id, events }) =>
    events.flatMap(({ event }, number) => [
      JSON.stringify({ index: { _id: `${id}-${number}` } }),
      JSON.stringify(event),
    ]),
  );
  for (let at = 0; at < lines.length; at += 4000) {
    const body = `${lines.slice(at, at + 4000).join('\n')}\n`;
    const answer = (await demand(url, 'POST', `/${plan.name}/_bulk`, body)) as {
      errors: boolean;
      items: { index: { error?: unknown } }[];
    };
    const broken = answer.items.find(({ index }) => index.error);
    if (broken) throw new Error(`${plan.name}: ${JSON.stringify(broken.index.error).slice(0, 500)}`);
  }
  await demand(url, 'POST', `/${plan.name}/_refresh`);
}

/** Numbers of the events that a query found, or what the engine says against it. */
export type Found = { readonly numbers: ReadonlySet<number> } | { readonly refused: string };

export interface Search {
  readonly index: string;
  readonly id: number;
  readonly count: number;
  readonly query: unknown;
}

export async function searchAll(url: string, searches: readonly Search[]): Promise<Found[]> {
  const found: Found[] = [];
  for (let at = 0; at < searches.length; at += 100) {
    const lines = searches.slice(at, at + 100).flatMap(({ index, id, count, query }) => {
      const values = Array.from({ length: count }, (_, number) => `${id}-${number}`);
      const body = { size: count, _source: false, query: { bool: { must: [query], filter: [{ ids: { values } }] } } };
      return [JSON.stringify({ index }), JSON.stringify(body)];
    });
    const { responses } = (await demand(url, 'POST', '/_msearch', `${lines.join('\n')}\n`)) as {
      responses: SearchAnswer[];
    };
    found.push(...responses.map(foundBy));
  }
  return found;
}

interface EngineError {
  readonly reason?: string;
  readonly root_cause?: readonly EngineError[];
  readonly caused_by?: EngineError;
}

interface SearchAnswer {
  readonly hits?: { readonly hits: readonly { readonly _id: string }[] };
  readonly error?: EngineError;
}

function foundBy({ hits, error }: SearchAnswer): Found {
  if (hits) return { numbers: new Set(hits.hits.map(({ _id }) => numberOf(_id))) };
  return {
    refused: reasonsOf(error)
      .map((reason) => reason.slice(0, 300))
      .join(' / '),
  };
}

function reasonsOf(error: EngineError | undefined): string[] {
  if (!error) return [];
  return [error.reason ?? '', ...(error.root_cause ?? []).flatMap(reasonsOf), ...reasonsOf(error.caused_by)];
}

const numberOf = (id: string): number => Number(id.slice(id.indexOf('-') + 1));

export async function esqlSearch(url: string, query: string): Promise<Found> {
  const { status, json } = await request(url, 'POST', '/_query', { query });
  const { values, error } = json as { values?: [string][]; error?: { reason?: string } };
  if (status !== 200 || !values) return { refused: error?.reason ?? `status ${status}` };
  return { numbers: new Set(values.map(([id]) => numberOf(id))) };
}

/** At most `limit` at a time; results in the order of the items. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = new Array(items.length);
  let next = 0;
  const runner = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at] as T);
    }
  };
  await Promise.all(Array.from({ length: limit }, runner));
  return results;
}
