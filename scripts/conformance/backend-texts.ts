/** Fields, strings and regular expressions as the backends write them, apart from any rule. */
import { findBackend } from '../../server/src/convert/backends/index.ts';
import type { TextQueryBackend } from '../../server/src/convert/text-query-backend.ts';
import { ConversionError } from '../../server/src/pipeline/conversion-error.ts';
import { orThrow } from '../../server/src/pipeline/sigma-value.ts';
import { checkRegex } from '../../server/src/sigma/types/sigma-regular-expression.ts';
import { sigmaString, sigmaStringUnescaped } from '../../server/src/sigma/types/sigma-string.ts';
import type { RegexFlag } from '../../server/src/sigma/types/sigma-type.ts';
import { answerOf, type Comparison } from './comparison.ts';
import { corpus } from './conversions.ts';

interface BackendText {
  readonly backend: string;
  readonly kind: 'field' | 'string' | 'string_as_regex' | 'regex';
  readonly in: string;
  readonly flags?: string;
}

const made = new Map<string, TextQueryBackend>();

function backendOf(name: string): TextQueryBackend {
  const known = made.get(name);
  if (known) return known;
  const backend = findBackend(name)?.create(new Map(), { data: corpus, compat: true });
  if (!backend) throw new Error(`There is no backend ${name}.`);
  made.set(name, backend as TextQueryBackend);
  return backend as TextQueryBackend;
}

function textOf({ backend: name, kind, in: text, flags = '' }: BackendText): string {
  const backend = backendOf(name);
  if (kind === 'field') return backend.escapeAndQuoteField(text);
  if (kind === 'string') return backend.convertValueStr(sigmaString(text));
  if (kind === 'string_as_regex') return backend.convertStringAsRegex(sigmaString(text));
  const regex = { type: 'regex', regexp: sigmaStringUnescaped(text), flags: [...flags] as RegexFlag[] } as const;
  return backend.convertValueRe(orThrow(checkRegex(regex as never), undefined) as never);
}

function answer(record: BackendText): object {
  const { backend, kind, in: text, flags } = record;
  const asked = { backend, kind, in: text, ...(flags === undefined ? {} : { flags }) };
  try {
    return { ...asked, ok: true, out: textOf(record) };
  } catch (error) {
    if (!(error instanceof ConversionError)) throw error;
    return { ...asked, ok: false, error_class: error.errorClass, error: error.message };
  }
}

export const backendTexts: Comparison = {
  id: 'backend-fields-strings',
  files: /(^|\/)unit\/backend-fields-strings\.jsonl(\.gz)?$/,
  *compare(file) {
    for (const line of file.lines()) {
      const record = JSON.parse(line) as BackendText;
      const id = `${record.backend} ${record.kind} ${record.flags ?? ''} ${record.in}`;
      yield answerOf(id, line, JSON.stringify(answer(record)));
    }
  },
};
