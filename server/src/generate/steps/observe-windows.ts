/** What a report shows of events on Windows: command lines, sentences about programs, registry keys, files and pipes. */
import { fieldText, type Observation } from './observation.ts';
import type { Report, Sentence } from './read-report.ts';

const windowsWords =
  /\bWindows\b|\.exe\b|\.dll\b|\bHK(?:LM|CU|EY_)|[A-Z]:\\|PowerShell|Active Directory|\bregistry\b|%(?:AppData|Temp|ProgramData|SystemRoot|WinDir|Public)%|\bMicrosoft (?:Office|Word|Excel|Exchange|Defender)|lsass|\bWMIC?\b|cmd\.exe|vssadmin|rundll32|scheduled task|\bRDP\b/gi;

/** Whether a report is about Windows hosts at all. */
export function speaksOfWindows(text: string): boolean {
  return new Set([...text.matchAll(windowsWords)].map(([word]) => word.toLowerCase())).size >= 2;
}

export function observeWindows(report: Report): Observation[] {
  return report.sentences
    .filter(({ role }) => role === 'account')
    .flatMap((sentence) => [
      ...observeProcess(sentence),
      ...observeRegistry(sentence),
      ...observePaths(sentence),
      ...observePipes(sentence),
    ]);
}

const commandSigns =
  /(?:\.exe|\b(?:reg|net1?|sc|wmic|vssadmin|bcdedit|wbadmin|wevtutil|schtasks|powershell|pwsh|cmd|rundll32|regsvr32|mshta|certutil|bitsadmin|netsh|nltest|adfind|rclone|psexec|ntdsutil|icacls|attrib|takeown|cipher|fsutil|taskkill|msiexec|curl|plink|procdump|wscript|cscript|whoami|ipconfig|systeminfo|tasklist|netstat|findstr|diskshadow|dsquery|quser|cmdkey|rar|7z))["']?\s+(?:[-/"'%\\]|[A-Za-z]:\\|(?:add|save|query|export|delete|stop|start|create|config|use|user|group|localgroup|view|accounts|shadowcopy|shadows|process|advfirewall|firewall|interface|cl|sl|a|e|copy|sekurlsa|lsadump|resize|\w+\.dll)\b)|\b(?:IEX|Invoke-\w+|Set-MpPreference|Add-MpPreference|New-Object|DownloadString|Get-WmiObject|Get-AD\w+|New-ItemProperty|Set-ItemProperty|Start-Process|Remove-Item|Import-Module)\b|\b\w+::\w+/i;

function* observeProcess(sentence: Sentence): Generator<Observation> {
  const mode = commandSigns.test(sentence.text) ? 'command' : 'prose';
  const field = fieldText(sentence.text, sentence.start);
  const names = ['Image', 'OriginalFileName', 'CommandLine', 'ParentImage', 'TargetImage', 'SourceImage'];
  yield { mode, fields: new Map(names.map((name) => [name, field])), start: sentence.start, end: sentence.end };
}

function* observeRegistry(sentence: Sentence): Generator<Observation> {
  const key = /\b(?:HK(?:LM|CU|CR|U)\b|HKEY_[A-Z_]+|(?:SOFTWARE|SYSTEM|CurrentControlSet|CurrentVersion)\\)/i.test(
    sentence.text,
  );
  const field = fieldText(sentence.text, sentence.start);
  if (!key && !/\bregistry\b/i.test(sentence.text)) return;
  yield {
    mode: key ? 'command' : 'prose',
    fields: new Map([['TargetObject', field]]),
    start: sentence.start,
    end: sentence.end,
  };
}

/** Spaces stand inside a path only before another backslash. */
export const windowsPath =
  /(?<![\w\\])(?:[A-Za-z]:|%\w+%|\\\\[\w.$-]+)\\(?:[^\s\\"'`<>|*?,;:()[\]]+(?: [^\s\\"'`<>|*?,;:()[\]]+){0,3}\\)*[^\s\\"'`<>|*?,;:()[\]]+/g;

function* observePaths(sentence: Sentence): Generator<Observation> {
  for (const match of sentence.text.matchAll(windowsPath)) {
    const text = match[0].replace(/\.+$/, '');
    const start = sentence.start + match.index;
    const field = fieldText(text, start);
    const fields = new Map([['TargetFilename', field]]);
    if (/\.(?:dll|ocx|cpl)$/i.test(text)) fields.set('ImageLoaded', field);
    yield { mode: 'exact', fields, start, end: start + text.length };
  }
}

function* observePipes(sentence: Sentence): Generator<Observation> {
  for (const match of sentence.text.matchAll(/\\\\(?:\.|[\w.-]+)\\pipe(\\[\w.-]+)/gi)) {
    const name = match[1] as string;
    const start = sentence.start + match.index + match[0].length - name.length;
    yield { mode: 'exact', fields: new Map([['PipeName', fieldText(name, start)]]), start, end: start + name.length };
  }
}
