/** YARA-L: fields of the one event of a rule, and the rule around its query. */
import { noConditions } from '../../../pipeline/condition-set.ts';
import { ConversionError } from '../../../pipeline/conversion-error.ts';
import { fieldMappingTransformation } from '../../../pipeline/field-mapping.ts';
import { isText } from '../../../pipeline/output-value.ts';
import { plainText } from '../../../pipeline/plain-value.ts';
import { emptyPipeline, type ProcessingPipeline } from '../../../pipeline/processing-pipeline.ts';
import { QueryText, type TextLike } from '../../../pipeline/query-text.ts';
import { reproduces } from '../../../pipeline/quirks.ts';
import { ruleAttribute } from '../../../pipeline/rule-attributes.ts';
import type { AnyRuleDraft } from '../../../pipeline/rule-draft.ts';
import { pythonStrip } from '../../python-classes.ts';

const conditions = {
  ruleConditions: noConditions,
  detectionItemConditions: noConditions,
  fieldNameConditions: noConditions,
};

export const yaraLPipeline: ProcessingPipeline = {
  ...emptyPipeline,
  name: 'Google SecOps YARA-L 2.0 Output Format Pipeline',
  priority: 60,
  items: [
    {
      identifier: 'yara_l_prepend_event_variable',
      transformation: {
        apply(rule, run, item) {
          // pySigma: secops/transformations.py#PrependEventVariableTransformation – keywords, too, get a field.
          const keywords = reproduces(run, 'yara-l-syntax') ? '$event1.None' : undefined;
          fieldMappingTransformation((field) => (field === null ? keywords : `$event1.${field}`)).apply(
            rule,
            run,
            item,
          );
        },
      },
      nativeFields: true,
      ...conditions,
    },
  ],
  postprocessing: [
    {
      identifier: 'yara_l_output_format_postprocessing',
      ruleConditions: noConditions,
      transformation: {
        apply(query, rule, run) {
          if (!isText(query)) throw new ConversionError('TypeError', 'The query is no text.');
          return yaraLRule(QueryText.from(query), rule, reproduces(run, 'yara-l-syntax'));
        },
      },
    },
  ],
};

function lines(query: QueryText): QueryText[] {
  const result: QueryText[] = [];
  let at = 0;
  for (const line of query.text.split('\n')) {
    const stripped = pythonStrip(line);
    const start = at + line.indexOf(stripped);
    if (stripped !== '') result.push(query.slice(start, start + stripped.length));
    at += line.length + 1;
  }
  return result;
}

const escaped = (text: string) => text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n');

function identifier(title: string): string {
  const name = title
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '');
  return /^[a-z]/.test(name) ? name : `rule_${name}`;
}

// pySigma: secops/postprocessing.py#YaraLPostprocessingTransformation – the section of the condition has a wrong name, and neither the
// rule's name nor the texts are made safe.
function yaraLRule(query: QueryText, rule: AnyRuleDraft, likePySigma: boolean): QueryText {
  const text = (name: string) => plainText(ruleAttribute(rule, name)?.value ?? null);
  const list = (values: readonly string[]) => values.join(', ');
  const { source } = rule;
  const safe = likePySigma ? (value: string) => value : escaped;
  const falsePositives = list(source.falsepositives.map(({ value }) => value));
  const meta: Readonly<Record<string, string>> = {
    id: text('id'),
    title: text('title'),
    description: text('description'),
    author: text('author'),
    reference: list(source.references.map(({ value }) => value)),
    date: text('date'),
    tags: list(rule.tags.map(({ namespace, name }) => `${namespace}.${name}`)),
    severity: text('level'),
    falsepositives: source.falsepositives.length > 0 ? falsePositives : 'Unknown',
  };
  const title = text('title');
  const name = likePySigma ? title.toLowerCase().replaceAll(' ', '_') : identifier(title);
  const parts: TextLike[] = [
    `\nrule ${name} {\n  meta:\n`,
    ...Object.entries(meta).map(([key, value]) => `    ${key} = "${safe(value)}"\n`),
    '\n  events:\n    ',
    QueryText.join(lines(query), '\n    '),
    `\n\n  ${likePySigma ? 'conditions' : 'condition'}:\n    $event1\n}\n    `,
  ];
  return QueryText.concat(...parts);
}
