import { describe, expect, it } from 'vitest';
import { makeReport } from '../report.ts';
import { type ResultNode, resultNodes, type ShownResult } from './result.ts';

const text = 'The actor called CreateUser from 203.0.113.7.';
const start = text.indexOf('CreateUser');

const shown: ShownResult = {
  report: makeReport('file:///r.md', [{ offset: 0, text }]),
  siems: new Map([['splunk', { name: 'splunk', label: 'Splunk', language: 'spl' }]]),
  result: {
    rules: [
      {
        yaml: 'title: A user was made\n',
        title: 'A user was made',
        provider: 'aws',
        kind: 'behavioral',
        techniqueIds: ['T1136.003'],
        conversions: { splunk: 'eventName="CreateUser"' },
        values: [
          { field: 'eventName', value: 'CreateUser', source: 'report', start, end: start + 10 },
          { field: 'eventSource', value: 'iam.amazonaws.com', source: 'corpus' },
        ],
      },
    ],
    ttps: [
      {
        techniqueId: 'T1136.003',
        techniqueName: 'Create Account: Cloud Account',
        tactic: 'Persistence',
        confidence: 'high',
        evidence: [{ text: 'called\n  CreateUser', start: start - 7, end: start + 10 }],
      },
    ],
    iocs: [{ type: 'ip', value: '203.0.113.7' }],
    detectionGaps: [],
    pipelineNotices: [{ code: 'unmapped_field', message: 'No mapping.' }],
    metadata: {
      inputType: 'text',
      rulesGenerated: 1,
      ttpsExtracted: 1,
      platformsTargeted: 1,
      processingTimeMs: 3,
      engine: 'embedded',
      corpusVersion: '1',
    },
  },
};

const outline = (nodes: readonly ResultNode[], indent = ''): string =>
  nodes
    .map(
      ({ label, description, children }) =>
        `${indent}${label} (${description ?? ''})\n${outline(children, `${indent}  `)}`,
    )
    .join('');

describe('the lines of the result view', () => {
  it('show every part that is not empty', () => {
    expect(outline(resultNodes(shown))).toBe(`Rules (1)
  A user was made (aws · T1136.003)
    Splunk (query)
    CreateUser (eventName)
Techniques (1)
  T1136.003 Create Account: Cloud Account (high · Persistence)
    called CreateUser ()
Indicators (1)
  203.0.113.7 (ip)
Notices (1)
  No mapping. (unmapped_field)
`);
  });

  it('lead to the rule, its query and the evidence', () => {
    const [rules, techniques, iocs] = resultNodes(shown);
    expect(rules?.children[0]?.action).toMatchObject({ kind: 'open-rule' });
    expect(rules?.children[0]?.children.map(({ action }) => action?.kind)).toEqual(['open-query', 'show-evidence']);
    expect(techniques?.children[0]?.action).toEqual({ kind: 'show-evidence', start: start - 7, end: start + 10 });
    expect(iocs?.children[0]?.copy).toBe('203.0.113.7');
  });
});
