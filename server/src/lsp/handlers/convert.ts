import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../../base/span.ts';
import { findBackend } from '../../convert/backends/index.ts';
import { siems } from '../../convert/siems.ts';
import type { DataFiles } from '../../data/data-files.ts';
import { BuiltinPipelines } from '../../pipeline/builtin/index.ts';
import { type Conversion, type ConversionRequest, type ConvertResult, convertRequest } from '../../protocol/convert.ts';
import type { Reply } from '../../protocol/message.ts';
import { createConverter } from '../../services/convert.ts';
import type { SigmaDocument } from '../open-documents.ts';
import { onRequest, type RegisterHandler } from '../session.ts';
import { toRange } from '../to-proto.ts';

export const convertHandler: RegisterHandler = (session) => {
  const { documents, environment } = session;
  const builtin = new BuiltinPipelines(environment.files);
  onRequest(session, convertRequest, ({ uri, conversions }): Reply<ConvertResult> => {
    const sigma = documents.get(uri);
    if (!sigma) {
      const message = 'This document is no Sigma rule, so there is nothing to convert.';
      return { ok: false, error: { code: 'NotSigma', message } };
    }
    const value = {
      title: titleOf(sigma),
      conversions: conversions.map((request) => convert(sigma, request, environment.files, builtin)),
    };
    return { ok: true, value };
  });
};

function titleOf({ parse, document }: SigmaDocument): string {
  const title = parse.collection.rules.find((rule) => rule.title)?.title?.value;
  return title ?? decodeURIComponent(document.uri.slice(document.uri.lastIndexOf('/') + 1));
}

function convert(
  sigma: SigmaDocument,
  request: ConversionRequest,
  files: DataFiles,
  builtin: BuiltinPipelines,
): Conversion {
  const { target, format } = request;
  const backend = findBackend(target);
  const described = { target, label: backend?.label ?? target, language: backend?.language ?? '' };
  const pipelines = (request.pipelines ?? usualPipelines(sigma, request, builtin)).map((name) => ({ name }));
  const prepared = createConverter({ target, format, pipelines, anyBackend: true }, files, builtin);
  if ('trouble' in prepared) return { ...described, queries: [], notices: [], errors: [prepared.trouble] };
  const { queries, errors } = prepared.converter.convert('', sigma.document.getText());
  const place = placeIn(sigma.document);
  return {
    ...described,
    queries: queries.map(({ text }) => text),
    notices: queries.flatMap(({ notices }) => notices.map(place)),
    errors: errors.map(({ errorClass, message, span }) => place({ code: errorClass, message, span })),
  };
}

/** The pipelines of the SIEM that the target stands for, when nobody named any. */
function usualPipelines(
  sigma: SigmaDocument,
  request: ConversionRequest,
  builtin: BuiltinPipelines,
): readonly string[] {
  const { target, format } = request;
  const siem = siems.find((candidate) => candidate.target === target && (candidate.format ?? format) === format);
  if (!siem) return [];
  const rule = sigma.parse.collection.rules.find(({ kind }) => kind === 'rule');
  const logsource = rule?.kind === 'rule' ? rule.logsource : undefined;
  const { product, service } = logsource ?? {};
  const names = [...siem.pipelines, ...(siem.pipelinesFor?.({ product, service }) ?? [])];
  return names.filter((name) => builtin.get(name) !== undefined);
}

function placeIn(document: TextDocument) {
  return ({ code, message, span }: { code: string; message: string; span?: Span | undefined }) => ({
    code,
    message,
    ...(span && { range: toRange(document, span) }),
  });
}
