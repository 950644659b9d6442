import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../../node/data-files.ts';
import { generate } from '../generate.ts';

const files = openDataFiles(join(import.meta.dirname, '../../../../corpus'));
const rulesOf = async (text: string, providers?: string[]) => {
  const options = { date: '2026-01-01', siems: ['splunk'], ...(providers && { providers }) };
  return (await generate({ text, options, files })).rules.map(
    ({ kind, provider, title }) => `${kind} ${provider} ${title}`,
  );
};

describe('texts that do not say what platform they are about', () => {
  it.each([
    ['a command', 'The malware executed `vssadmin delete shadows /all /quiet`.', ['windows-sysmon']],
    ['a call', 'The attackers called CreateUser in the AWS account.', ['aws']],
    ['log lines', '{"Records":[{"eventName":"CreateUser"},{"eventName":"DeleteTrail"}]}', ['aws']],
    ['a list of calls', 'Events: CreateUser; CreateAccessKey; AttachUserPolicy', ['aws']],
    ['a command without a platform asked for', 'The attacker ran `vssadmin delete shadows /all`.', undefined],
  ])('%s gives a behavioural rule', async (_, text, providers) => {
    expect((await rulesOf(text, providers)).filter((rule) => rule.startsWith('behavioral'))).not.toEqual([]);
  });

  it('indicators alone give rules for indicators', async () => {
    const rules = await rulesOf('Malicious IPs:\n45.83.64.1\n45.83.64.2\nbadsite[.]top\n', ['windows-sysmon']);
    expect(rules.map((rule) => rule.split(' ')[0])).toEqual(['ioc', 'ioc']);
  });

  it.each([
    [
      'a recipe',
      'Preheat the oven. Roast the potatoes with 1/2 cup of oil for 30 minutes, see https://cooking.example.com/recipe.',
    ],
    [
      'a report about something else',
      'On Windows the malware ran cmd.exe and powershell.exe and changed HKLM\\Software keys.',
    ],
  ])('%s gives no rule for AWS', async (_, text) => {
    expect(await rulesOf(text, ['aws'])).toEqual([]);
  });
});
