/** What a report is about: the logs of which platforms can show what it tells. */
import type { CloudTrailCatalogue } from '../../data/cloudtrail.ts';
import { speaksOfAws } from './find-aws-calls.ts';
import { speaksOfLinux } from './observe-linux.ts';
import { speaksOfWindows } from './observe-windows.ts';

export type Platform = 'aws' | 'windows' | 'linux';

/** The platforms that a text speaks of. A paragraph or a list may be silent about it: then the set is empty. */
export function spokenPlatforms(text: string, catalogue: CloudTrailCatalogue): ReadonlySet<Platform> {
  const platforms = new Set<Platform>();
  if (speaksOfAws(text, catalogue)) platforms.add('aws');
  if (speaksOfWindows(text)) platforms.add('windows');
  if (speaksOfLinux(text)) platforms.add('linux');
  return platforms;
}

const threatWords =
  /\b(?:indicators?|IOCs?|malicious|malware|ransomware|attack\w*|threat|intru\w+|adversar\w+|actors?|C2|C&C|command[- ]and[- ]control|phish\w*|botnet|backdoor|trojan|exploit\w*|compromis\w+|exfiltrat\w+)\b|\[\.\]|\bhxxps?:|\(\.\)|\[dot\]/i;

/** Whether a text is about a threat at all; the addresses in other texts are nobody's indicators. */
export function speaksOfThreat(text: string): boolean {
  return threatWords.test(text);
}

const technicalSigns =
  /\w\.exe\b|\b[A-Z]:\\|\bHK(?:LM|CU|EY_)|(?:^|\s)--?[a-z][\w-]+(?=[\s=]|$)|(?:^|\s)\/[a-z]\w*(?=[\s:]|$)|\b[A-Z][a-z]+[A-Z][a-z]+\w*|\w::\w|\w\(|\/(?:etc|tmp|var|bin|usr|dev)\//m;

/** Whether a text holds a command line, a path, a call or the like. */
export function looksTechnical(text: string): boolean {
  return technicalSigns.test(text);
}
