import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../node/data-files.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import type { SigmaRule } from '../sigma/rule/sigma-rule.ts';
import { TargetFields } from './target-fields.ts';

const text = `title: A
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith: '\\a.exe'
        Invented: 1
        Invented|startswith: 2
    condition: selection
`;
const rule = parseSigma(text).collection.rules[0] as SigmaRule;
const fields = new TargetFields(openDataFiles(join(import.meta.dirname, '../../../corpus')));
const own = `name: own
transformations:
    - type: field_name_mapping
      mapping:
          Image: process.executable
          Invented: invented
`;

const unmapped = (...pipelines: readonly (readonly [name: string, ...sources: string[]])[]) =>
  fields
    .unmapped(
      rule,
      pipelines.map(([name, ...sources]) => ({
        name,
        pipelines: sources.map((source) =>
          source.includes('\n') ? { name: 'own.yml', text: source } : { name: source },
        ),
      })),
    )
    .map(({ span, targets, refused }) => {
      const field = text.slice(span.start, span.end);
      return `${field}${refused ? ' refused' : ''}: ${targets.join(', ')}`;
    });

describe('fields that targets do not know', () => {
  it('are named once with all targets', () => {
    expect(unmapped(['falcon', 'crowdstrike_fdr'], ['copy', 'crowdstrike_fdr'])).toEqual(['Invented: falcon, copy']);
  });

  it('are told apart from those because of which the rule cannot be converted', () => {
    const targets = [
      ['defender', 'microsoft_xdr'],
      ['falcon', 'crowdstrike_fdr'],
      ['udm', 'secops_udm'],
    ] as const;
    expect(unmapped(...targets)).toEqual(['Invented refused: defender, udm', 'Invented: falcon']);
  });

  it('are known when a pipeline of the project maps them', () => {
    expect(unmapped(['elastic', 'ecs_windows', own])).toEqual([]);
    expect(unmapped(['elastic', own])).toEqual([]);
  });

  it('are not told of pipelines that cannot be used', () => {
    expect(unmapped(['none'], ['elastic', 'no_such_pipeline'], ['broken', 'a: [\n'])).toEqual([]);
  });
});
