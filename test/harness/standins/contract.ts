/**
 * Checks requests and answers against an OpenAPI description: the vendor's where it is there, else one of the project's own.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormatsModule from 'ajv-formats';

const addFormats = addFormatsModule as unknown as typeof addFormatsModule.default;
const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
const shared = process.env.SIGMASMITH_SHARED ?? path.resolve(repository, '../shared');

export interface RecordedRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path';
  readonly required?: boolean;
  readonly schema?: unknown;
}

interface Operation {
  readonly pointer: string;
  readonly template: string;
  readonly parameters: readonly Parameter[];
  readonly hasBody: boolean;
}

interface OpenApi {
  readonly paths: Record<
    string,
    Record<string, { parameters?: Parameter[]; requestBody?: unknown; responses?: Record<string, unknown> }>
  >;
}

export class Contract {
  readonly #document: OpenApi;
  readonly #ajv: Ajv2020;
  readonly #compiled = new Map<string, ValidateFunction>();

  constructor(document: unknown) {
    this.#document = document as OpenApi;
    this.#ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: false });
    addFormats(this.#ajv);
    this.#ajv.addSchema({ ...(document as object), $id: 'api' });
  }

  /** The vendor's published description under `openapi/` of the shared data, or the project's own of the same name. */
  static load(published: string, own: string): Contract {
    const vendor = path.join(shared, 'data/openapi', published);
    const file = existsSync(vendor) ? vendor : path.join(repository, 'test/fixtures/openapi', own);
    return new Contract(JSON.parse(readFileSync(file, 'utf8')));
  }

  /** What is wrong with a request, in words; empty when it keeps the contract. */
  checkRequest(request: RecordedRequest): string[] {
    const url = new URL(request.target, 'http://localhost');
    const operation = this.#operation(request.method, url.pathname);
    if (operation === undefined) return [`${request.method} ${url.pathname} is not described`];
    const complaints: string[] = [];
    for (const parameter of operation.parameters) {
      const value =
        parameter.in === 'query'
          ? url.searchParams.get(parameter.name)
          : parameter.in === 'header'
            ? request.headers[parameter.name.toLowerCase()]
            : undefined;
      if (parameter.in !== 'path' && parameter.required === true && (value === null || value === undefined)) {
        complaints.push(`${parameter.in} parameter ${parameter.name} is missing`);
      }
    }
    if (operation.hasBody) {
      if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
        complaints.push('content-type is not application/json');
      complaints.push(
        ...this.#check(`${operation.pointer}/requestBody/content/application~1json/schema`, request.body),
      );
    } else if (request.body !== '') complaints.push('a body where none is described');
    return complaints;
  }

  /** What is wrong with a stand-in's own answer: it must not teach us what the vendor would not say. */
  checkAnswer(request: RecordedRequest, status: number, body: string): string[] {
    const url = new URL(request.target, 'http://localhost');
    const operation = this.#operation(request.method, url.pathname);
    if (operation === undefined || body === '') return [];
    const responses = this.#document.paths[operation.template]?.[request.method.toLowerCase()]?.responses ?? {};
    const key = String(status) in responses ? String(status) : 'default' in responses ? 'default' : undefined;
    if (key === undefined) return [`status ${status} is not described`];
    if (!JSON.stringify(responses[key]).includes('"application/json"')) return [];
    return this.#check(`${operation.pointer}/responses/${key}/content/application~1json/schema`, body);
  }

  #check(pointer: string, body: string): string[] {
    let value: unknown;
    try {
      value = JSON.parse(body);
    } catch {
      return ['the body is no JSON'];
    }
    let validate = this.#compiled.get(pointer);
    if (validate === undefined) {
      validate = this.#ajv.compile({ $ref: `api#${pointer}` });
      this.#compiled.set(pointer, validate);
    }
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) => `${error.instancePath || '/'} ${error.message ?? error.keyword}`);
  }

  #operation(method: string, pathname: string): Operation | undefined {
    for (const [template, operations] of Object.entries(this.#document.paths)) {
      const pattern = new RegExp(`^${template.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`);
      const operation = operations[method.toLowerCase()];
      if (operation === undefined || !pattern.test(pathname)) continue;
      const escaped = template.replace(/~/g, '~0').replace(/\//g, '~1').replace(/\{/g, '%7B').replace(/\}/g, '%7D');
      const pointer = `/paths/${escaped}/${method.toLowerCase()}`;
      return {
        pointer,
        template,
        parameters: operation.parameters ?? [],
        hasBody: operation.requestBody !== undefined,
      };
    }
    return undefined;
  }
}
