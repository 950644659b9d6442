import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Span } from '../../base/span.ts';
import { findBackend } from '../../convert/backends/index.ts';
import { departureCode } from '../../convert/departures.ts';
import type { ConversionNotice } from '../../pipeline/pipeline-run.ts';
import { type Conversion, type ConversionRequest, type ConvertResult, convertRequest } from '../../protocol/convert.ts';
import type { Reply } from '../../protocol/message.ts';
import { Converters } from '../../services/converters.ts';
import { queryView } from '../../services/query-view.ts';
import type { SigmaDocument } from '../open-documents.ts';
import { onRequest, type RegisterHandler, type Session } from '../session.ts';
import { toRange } from '../to-proto.ts';

export const convertHandler: RegisterHandler = (session) => {
  const { documents, environment } = session;
  const converters = new Converters(environment.files);
  onRequest(session, convertRequest, ({ uri, conversions }): Reply<ConvertResult> => {
    const sigma = documents.get(uri);
    if (!sigma) {
      const message = 'This document is no Sigma rule, so there is nothing to convert.';
      return { ok: false, error: { code: 'NotSigma', message } };
    }
    const value = {
      title: titleOf(sigma),
      version: sigma.document.version,
      conversions: conversions.map((request) => convert(session, sigma, request, converters)),
    };
    return { ok: true, value };
  });
};

function titleOf({ parse, document }: SigmaDocument): string {
  const title = parse.collection.rules.find((rule) => rule.title)?.title?.value;
  return title ?? decodeURIComponent(document.uri.slice(document.uri.lastIndexOf('/') + 1));
}

function convert(
  { projects }: Session,
  { document, parse }: SigmaDocument,
  chosen: ConversionRequest,
  converters: Converters,
): Conversion {
  const found = projects.requestFor(document.uri, chosen);
  if ('message' in found) return failed(chosen, { code: 'project-config', message: found.message });
  const described = describe(chosen, found.request.target);
  const made = converters.get(found.request, parse.collection);
  if ('trouble' in made) return failed(chosen, made.trouble, described);
  const { queries, errors, output } = made.converter.convert('', document.getText());
  const view = output === undefined ? undefined : queryView(output);
  const text = view?.text ?? '';
  const shown = TextDocument.create('query:', '', 0, text);
  const place = placeIn(document);
  return {
    ...described,
    ...(view?.language && { language: view.language }),
    queries: queries.map((query) => query.text),
    text,
    mappings: (view?.sourceMap ?? []).map(({ query, rule }) => ({
      query: toRange(shown, query),
      rule: toRange(document, rule),
    })),
    notices: distinct(queries.flatMap(({ notices }) => notices)).map((notice) => ({
      ...place(notice),
      ...(notice.code === departureCode && { isAside: true as const }),
    })),
    errors: errors.map(({ errorClass, message, span }) => place({ code: errorClass, message, span })),
  };
}

/** Queries of one rule tell much the same. */
function distinct(notices: readonly ConversionNotice[]): ConversionNotice[] {
  const keyOf = ({ message, span }: ConversionNotice) => `${span?.start} ${message}`;
  return [...new Map(notices.map((notice) => [keyOf(notice), notice])).values()];
}

function describe(chosen: ConversionRequest, target: string): Pick<Conversion, 'target' | 'label' | 'language'> {
  const backend = findBackend(target);
  const label = 'configured' in chosen ? chosen.configured : labelOf(backend?.label ?? target, chosen.format);
  return { target: backend?.id ?? target, label, language: backend?.language ?? '' };
}

function labelOf(label: string, format: string | undefined): string {
  return format === undefined || format === 'default' ? label : `${label}, ${format}`;
}

function failed(
  chosen: ConversionRequest,
  { code, message }: { readonly code: string; readonly message: string },
  described = describe(chosen, 'configured' in chosen ? chosen.configured : chosen.target),
): Conversion {
  return { ...described, queries: [], text: '', mappings: [], notices: [], errors: [{ code, message }] };
}

function placeIn(document: TextDocument) {
  return ({ code, message, span }: { code: string; message: string; span?: Span | undefined }) => ({
    code,
    message,
    ...(span && { range: toRange(document, span) }),
  });
}
