/** What the schema of SARIF 2.1.0 demands of the parts that are written here: which properties there are, of what kind. */
import { Ajv } from 'ajv';

const object = (properties: Record<string, unknown>, required: readonly string[] = []) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const listOf = (items: unknown, more: object = {}) => ({ type: 'array', items, ...more });
const text = { type: 'string' };
const whole = (minimum: number) => ({ type: 'integer', minimum });
const level = { enum: ['none', 'note', 'warning', 'error'] };
const uri = { type: 'string', pattern: "^[A-Za-z0-9._~:/?#\\[\\]@!$&'()*+,;=%-]*$" };
const message = object({ text }, ['text']);
const artifactLocation = object({ uri, uriBaseId: text, index: whole(-1) });
const region = object({ startLine: whole(1), startColumn: whole(1), endLine: whole(1), endColumn: whole(1) });
const replacement = object({ deletedRegion: region, insertedContent: object({ text }) }, ['deletedRegion']);
const artifactChange = object({ artifactLocation, replacements: listOf(replacement, { minItems: 1 }) }, [
  'artifactLocation',
  'replacements',
]);
const rule = object(
  {
    id: text,
    shortDescription: message,
    defaultConfiguration: object({ level }),
    helpUri: uri,
    properties: { type: 'object', properties: { tags: listOf(text, { uniqueItems: true }) } },
  },
  ['id'],
);
const result = object(
  {
    ruleId: text,
    ruleIndex: whole(-1),
    level,
    message,
    locations: listOf(object({ physicalLocation: object({ artifactLocation, region }) })),
    fixes: listOf(
      object({ description: message, artifactChanges: listOf(artifactChange, { minItems: 1, uniqueItems: true }) }, [
        'artifactChanges',
      ]),
      {
        uniqueItems: true,
      },
    ),
  },
  ['message'],
);
const run = object(
  {
    tool: object(
      {
        driver: object({ name: text, version: text, informationUri: uri, rules: listOf(rule, { uniqueItems: true }) }, [
          'name',
        ]),
      },
      ['driver'],
    ),
    invocations: listOf(
      object(
        {
          executionSuccessful: { type: 'boolean' },
          toolExecutionNotifications: listOf(object({ level, message }, ['message']), { uniqueItems: true }),
        },
        ['executionSuccessful'],
      ),
      { uniqueItems: true },
    ),
    originalUriBaseIds: { type: 'object', additionalProperties: artifactLocation },
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    newlineSequences: listOf(text, { minItems: 1, uniqueItems: true }),
    results: listOf(result),
  },
  ['tool'],
);
const log = object({ $schema: uri, version: { const: '2.1.0' }, runs: listOf(run) }, ['version', 'runs']);

/** What is wrong with a log, in words. */
export function sarifProblems(value: unknown): string[] {
  const ajv = new Ajv({ allErrors: true });
  const validate = ajv.compile(log);
  return validate(value) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
