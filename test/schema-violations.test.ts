import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { defaultLintConfig } from '../server/src/lint/config.ts';
import type { LintProfile } from '../server/src/lint/define-rule.ts';
import { createLintData } from '../server/src/lint/lint-data.ts';
import { lintSigma } from '../server/src/lint/linter.ts';
import { openDataFiles } from '../server/src/node/data-files.ts';
import { parseSigma } from '../server/src/sigma/parse-sigma.ts';
import { hasOracle, oraclePath } from './harness/oracle.ts';
import { filesOfTar } from './harness/tar.ts';

type Json = Record<string, unknown>;
type Path = readonly string[];

const data = createLintData(openDataFiles(join(import.meta.dirname, '..', 'corpus')), '2026-11-21');
const id = '5013bed4-2b5c-4d38-9e1c-3a1f4e1c2a10';

const common = `title: Whoami Execution
id: ${id}
name: whoami_execution
taxonomy: sigma
related:
    - id: 0e95725d-7320-415d-80f7-004da920fc11
      type: derived
status: test
description: Detects the execution of whoami.
license: MIT
author: A
references:
    - https://example.org/a
date: 2024-01-01
modified: 2024-02-01
fields:
    - Image
falsepositives:
    - Administrators
level: low
tags:
    - attack.t1033
scope:
    - server
`;

const documents: Readonly<Record<string, string>> = {
  rule: `${common}logsource:
    category: process_creation
    product: windows
    service: sysmon
    definition: Needs a log
detection:
    selection:
        Image|endswith: '\\whoami.exe'
    keywords:
        - whoami
        - 1033
    condition: selection or keywords
`,
  correlation: `${common}generate: true
correlation:
    type: value_count
    rules:
        - whoami_execution_a
        - ${id}
    aliases:
        user:
            whoami_execution_a: User
            ${id}: User
    group-by:
        - user
        - Computer
    timespan: 5m
    condition:
        field: Image
        gte: 10
`,
  temporal: `title: Several
correlation:
    type: temporal
    rules:
        - whoami_execution_a
        - whoami_execution_b
    group-by:
        - Computer
    timespan: 5m
`,
  filter: `title: No administrators
id: ${id}
description: Leaves administrators out.
date: 2024-01-01
modified: 2024-02-01
taxonomy: sigma
logsource:
    category: process_creation
    product: windows
    service: sysmon
filter:
    rules:
        - whoami_execution
    selection:
        User|startswith: adm_
    condition: not selection
`,
};

const schemaOf: Readonly<Record<string, string>> = {
  rule: 'sigma-detection-rule-schema.json',
  correlation: 'sigma-correlation-rules-schema.json',
  temporal: 'sigma-correlation-rules-schema.json',
  filter: 'sigma-filters-schema.json',
};

const replacements: readonly unknown[] = [
  null,
  7,
  -1.5,
  true,
  '',
  'x',
  'Not Allowed!',
  '2024/01/31',
  '2024-1-3',
  'x'.repeat(300),
  [],
  [7],
  [null],
  [['a']],
  [{ a: 1 }],
  ['x'],
  ['same', 'same'],
  {},
  { a: 1 },
  { type: 'derived' },
];

/** The paths of all values of a document. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return path.length > 0 ? [path] : [];
  const inner = Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]));
  return path.length > 0 ? [path, ...inner] : inner;
}

function changed(document: Json, path: Path, change: (holder: Json, key: string) => void): Json {
  const copy = structuredClone(document);
  const holder = path.slice(0, -1).reduce((node, key) => node[key] as Json, copy);
  change(holder, path.at(-1) as string);
  return copy;
}

/** The document without each of its parts, and with something else in the place of each. */
function* variants(document: Json): Generator<readonly [name: string, Json]> {
  for (const path of pathsOf(document)) {
    const name = path.join('.');
    yield [`no ${name}`, changed(document, path, (holder, key) => void delete holder[key])];
    for (const value of replacements)
      yield [
        `${name}: ${JSON.stringify(value).slice(0, 40)}`,
        changed(document, path, (holder, key) => {
          holder[key] = value;
        }),
      ];
  }
}

function codesOf(document: Json, profile: LintProfile = 'default'): string[] {
  const text = stringify(document, { version: '1.1' }).replace(/^(date|modified): "(\d{4}-\d\d-\d\d)"$/gm, '$1: $2');
  const findings = lintSigma(parseSigma(text, { treatAsSigma: true }), {
    config: { ...defaultLintConfig, profile },
    data,
  });
  return findings.map(({ code }) => code);
}

describe.skipIf(!hasOracle('sigmahq'))('what the schemas of the specification refuse', () => {
  it.each(Object.keys(documents))('is found in a %s', (kind) => {
    const archive = filesOfTar(gunzipSync(readFileSync(oraclePath('sigma-schema.tar.gz'))));
    const ajv = new Ajv2020({ strict: false });
    formats.default(ajv);
    const schema = archive.get(`json-schema/${schemaOf[kind]}`);
    const { $schema: _, ...definition } = JSON.parse(schema as string) as Json;
    const isValid = ajv.compile(definition);
    const document = parse(documents[kind] as string) as Json;
    expect({ valid: isValid(document), codes: codesOf(document) }).toEqual({ valid: true, codes: [] });
    const refused = [...variants(document)].filter(([, variant]) => !isValid(variant));
    expect(refused.length).toBeGreaterThan(100);
    const silent = refused.filter(([, variant]) => codesOf(variant).length === 0);
    const unknown = silent.filter(([, variant]) => !codesOf(variant, 'strict').includes('beyond_specification'));
    expect(unknown.map(([name]) => name)).toEqual([]);
  });
});
