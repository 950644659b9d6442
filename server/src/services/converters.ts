/** Converters by request, made on first use: backends and pipelines are not compiled anew for every keystroke or file. */
import { siems } from '../convert/siems.ts';
import type { DataFiles } from '../data/data-files.ts';
import { BuiltinPipelines } from '../pipeline/builtin/index.ts';
import type { SigmaCollection } from '../sigma/rule/sigma-rule.ts';
import { type Converter, type ConvertRequest, type ConvertTrouble, createConverter } from './convert.ts';

const kept = 40;

export type ConverterOrTrouble = { readonly converter: Converter } | { readonly trouble: ConvertTrouble };

export class Converters {
  readonly #data: DataFiles;
  readonly #builtin: BuiltinPipelines;
  readonly #made = new Map<string, ConverterOrTrouble>();

  constructor(data: DataFiles) {
    this.#data = data;
    this.#builtin = new BuiltinPipelines(data);
  }

  /** Without `pipelines` in the request: with those of a usual installation for the rules' log source. */
  get(request: ConvertRequest, collection: SigmaCollection): ConverterOrTrouble {
    if (request.pipelines) return this.#get(request);
    const pipelines = this.#usualPipelines(request, collection).map((name) => ({ name }));
    return this.#get({ ...request, pipelines, anyBackend: true });
  }

  #get(request: ConvertRequest): ConverterOrTrouble {
    const key = JSON.stringify({ ...request, options: [...(request.options ?? [])] });
    const known = this.#made.get(key);
    const converter = known ?? createConverter(request, this.#data, this.#builtin);
    this.#made.delete(key);
    this.#made.set(key, converter);
    for (const oldest of [...this.#made.keys()].slice(0, -kept)) this.#made.delete(oldest);
    return converter;
  }

  /** Those of the SIEM that the target stands for. */
  #usualPipelines({ target, format }: ConvertRequest, { rules }: SigmaCollection): readonly string[] {
    const candidates = siems.filter((siem) => siem.target === target);
    const siem =
      candidates.find((candidate) => candidate.format === format) ?? candidates.find(({ format }) => !format);
    if (!siem) return [];
    const rule = rules.find(({ kind }) => kind === 'rule');
    const { product, service } = (rule?.kind === 'rule' && rule.logsource) || {};
    const names = [...siem.pipelines, ...(siem.pipelinesFor?.({ product, service }) ?? [])];
    return names.filter((name) => this.#builtin.get(name) !== undefined);
  }
}
