import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../node/data-files.ts';
import { parseSigma } from '../sigma/parse-sigma.ts';
import { SiemConverter, siems } from './siems.ts';

const converter = new SiemConverter(openDataFiles(join(import.meta.dirname, '../../../corpus')));

const cloudTrail = `title: Access Key Created
id: 3f6d4d4e-7a0f-4d6c-9b55-5f8f3c1d2b1a
logsource:
  product: aws
  service: cloudtrail
detection:
  selection:
    eventSource: iam.amazonaws.com
    eventName: CreateAccessKey
    userIdentity.type: IAMUser
    requestParameters.userName|startswith: svc-
  condition: selection
`;

const auditd = `title: Netcat
logsource:
  product: linux
  service: auditd
detection:
  selection:
    type: EXECVE
    a0|endswith: nc
  condition: selection
`;

const sysmon = `title: Tool
logsource:
  product: windows
  category: process_creation
detection:
  selection:
    Image|endswith: '\\tool.exe'
    Unheard: x
  condition: selection
`;

function convert(text: string, siem: string) {
  const result = converter.convert(parseSigma(text, { treatAsSigma: true }).collection, siem);
  if (result.kind !== 'converted') throw new Error(result.message);
  const { queries, errors } = result.result;
  return { query: queries[0]?.text, notices: queries[0]?.notices ?? [], error: errors[0]?.errorClass };
}

describe('queries for a usual installation', () => {
  it.each([
    [
      'splunk',
      'sourcetype="aws:cloudtrail" eventSource="iam.amazonaws.com" eventName="CreateAccessKey" userIdentity.type="IAMUser" requestParameters.userName="svc-*"',
    ],
    [
      'sentinel',
      'AWSCloudTrail\n| where EventSource =~ "iam.amazonaws.com" and EventName =~ "CreateAccessKey" and UserIdentityType =~ "IAMUser"',
    ],
    [
      'elasticsearch',
      'event.provider:iam.amazonaws.com AND event.action:CreateAccessKey AND aws.cloudtrail.user_identity.type:IAMUser',
    ],
    [
      'chronicle',
      'metadata.log_type = "AWS_CLOUDTRAIL" nocase AND (target.application = "iam.amazonaws.com" nocase AND metadata.product_event_type = "CreateAccessKey" nocase AND principal.resource.resource_subtype = "IAMUser" nocase AND target.resource.attribute.labels["requestParameters.userName"] = /^svc-/ nocase)',
    ],
  ])('CloudTrail in %s', (siem, expected) => {
    expect(convert(cloudTrail, siem).query).toContain(expected);
  });

  it.each(['splunk', 'elasticsearch', 'opensearch'])('auditd in %s', (siem) => {
    const { query, error } = convert(auditd, siem);
    expect(error).toBeUndefined();
    expect(query).toMatch(/EXECVE/);
    expect(query).toMatch(/nc/);
  });

  it.each([
    [
      'splunk',
      'source="WinEventLog:Microsoft-Windows-Sysmon/Operational" EventCode=1 Image="*\\\\tool.exe" Unheard="x"',
    ],
    ['elasticsearch', 'process.executable.caseless:*\\\\tool.exe'],
    ['opensearch', 'process.executable.caseless:*\\\\tool.exe'],
  ])('Sysmon in %s', (siem, expected) => {
    expect(convert(sysmon, siem).query).toContain(expected);
  });

  it('fields that no mapping knows are told with their place', () => {
    const rule = cloudTrail.replace('eventName: CreateAccessKey', 'unheard: x');
    const { notices } = convert(rule, 'sentinel');
    const unmapped = notices.filter(({ code }) => code === 'unmapped_field');
    expect(unmapped.map(({ span }) => span && rule.slice(span.start, span.end))).toEqual([
      'unheard',
      'requestParameters.userName',
    ]);
    expect(convert(rule, 'splunk').notices).toEqual([]);
  });

  it('log sources that no pipeline knows are told', () => {
    expect(convert(auditd, 'sentinel').notices.map(({ code }) => code)).toContain('no_pipeline');
  });

  it('a YARA-L rule stands around the query', () => {
    const { query } = convert(cloudTrail, 'google_secops');
    expect(query).toMatch(/^\nrule access_key_created \{\n {2}meta:\n/);
    expect(query).toContain('$event1.metadata.product_event_type = "CreateAccessKey" nocase');
  });
});

describe('SIEMs', () => {
  it('are those of generation', () => {
    expect(siems.map(({ id }) => id)).toEqual([
      'splunk',
      'sentinel',
      'elasticsearch',
      'chronicle',
      'opensearch',
      'google_secops',
    ]);
  });

  it('that nobody knows are said to be unsupported', () => {
    const { collection } = parseSigma(auditd, { treatAsSigma: true });
    expect(converter.convert(collection, 'qradar')).toMatchObject({ kind: 'unsupported', siem: 'qradar' });
  });
});
