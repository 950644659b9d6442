import { ConversionError } from '../conversion-error.ts';
import { externalParameters, externalPlaceholders } from '../external-values.ts';
import type { Parameters } from '../parameters.ts';
import { isPlainMap, plainText } from '../plain-value.ts';
import { pythonJson } from '../python-json.ts';
import type { ExternalRequest, TransformationDefinition } from '../transformation.ts';

/** Replaces placeholders by values from an address, where the user has allowed that. */
export const httpPlaceholders: TransformationDefinition = {
  id: 'http_placeholders',
  required: [],
  optional: [
    'url',
    'method',
    'timeout',
    'headers',
    'params',
    'form_data',
    'json_body',
    'max_body_size',
    ...externalParameters,
  ],
  create(parameters, { externalSources }) {
    const url = parameters.string('url', '');
    if (url === '')
      throw new ConversionError('SigmaConfigurationError', "HTTPPlaceholderTransformation requires a non-empty 'url'");
    const request = requestOf(url, parameters);
    return externalPlaceholders(parameters, externalSources, (sources) => sources.fetch(request));
  },
};

function textMap(parameters: Parameters, name: string): Record<string, string> | undefined {
  const value = parameters.value(name);
  if (!isPlainMap(value)) return undefined;
  return Object.fromEntries([...value].map(([key, item]) => [plainText(key), plainText(item)]));
}

function requestOf(url: string, parameters: Parameters): ExternalRequest {
  const query = new URLSearchParams(textMap(parameters, 'params')).toString();
  const form = textMap(parameters, 'form_data');
  const json = parameters.value('json_body');
  const type = form ? 'application/x-www-form-urlencoded' : json ? 'application/json' : undefined;
  const headers = { ...(type && { 'Content-Type': type }), ...textMap(parameters, 'headers') };
  const body = form ? new URLSearchParams(form).toString() : json ? pythonJson(json as never).text : undefined;
  return {
    url: query === '' ? url : `${url}${url.includes('?') ? '&' : '?'}${query}`,
    method: parameters.string('method', 'GET'),
    headers,
    ...(body === undefined ? {} : { body }),
  };
}
