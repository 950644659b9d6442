// Process-creation events for benchmarks: made up, the same for the same seed, suspicious on purpose.
import { closeSync, openSync, writeSync } from 'node:fs';

const system =
  'svchost cmd powershell rundll32 conhost reg net schtasks wmic certutil tasklist whoami regsvr32 mshta bitsadmin sc'
    .split(' ')
    .map((name) => `C:\\Windows\\System32\\${name}.exe`);
const programs = [
  'Google\\Chrome\\Application\\chrome',
  'Mozilla Firefox\\firefox',
  '7-Zip\\7z',
  'Git\\bin\\git',
  'nodejs\\node',
].map((name) => `C:\\Program Files\\${name}.exe`);
const dropped = ['setup', 'update', 'tool', 'a'].map(
  (name, i) => `C:\\Users\\u${i}\\AppData\\Local\\Temp\\${name}.exe`,
);
const images = [...system, ...programs, ...dropped];
const parameters = [
  '',
  '-k netsvcs -p -s Schedule',
  '/c dir C:\\',
  '-NoProfile -ExecutionPolicy Bypass -File C:\\scripts\\job.ps1',
  '--type=renderer --lang=en-US --field-trial-handle=1234',
  '/c whoami /all',
  'add HKLM\\Software\\Test /v X /d 1 /f',
  'user admin /add',
  '/create /tn task /tr C:\\x.exe /sc daily',
  '-urlcache -split -f http://example.com/a.bin a.bin',
  'a -tzip out.zip C:\\data',
  'status --porcelain',
  '/i C:\\x.msi /quiet',
  '-enc SQBFAFgA',
  'javascript:alert(1)',
];

function randomFrom(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Writes `count` events to a file, one a line. */
export function writeEvents(file, count, seed = 1) {
  const random = randomFrom(seed);
  const pick = (list) => list[random(list.length)];
  const two = (number) => String(number).padStart(2, '0');
  const out = openSync(file, 'w');
  let lines = '';
  for (let i = 0; i < count; i++) {
    const image = pick(images);
    const parent = pick(images);
    const seconds = Math.floor(i / 1000);
    lines += `${JSON.stringify({
      EventID: 1,
      Channel: 'Microsoft-Windows-Sysmon/Operational',
      Computer: `host${random(500)}`,
      UtcTime: `2026-11-21 ${two(10 + Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}.${String(i % 1000).padStart(3, '0')}`,
      Image: image,
      CommandLine: `"${image}" ${pick(parameters)} ${random(2 ** 30).toString(16)}`,
      ParentImage: parent,
      ParentCommandLine: `${parent} ${pick(parameters)}`,
      OriginalFileName: image.slice(image.lastIndexOf('\\') + 1),
      User: `CORP\\u${random(300)}`,
      IntegrityLevel: pick(['Medium', 'High', 'System']),
      CurrentDirectory: 'C:\\Windows\\system32\\',
      ProcessId: random(65_536),
    })}\n`;
    if (lines.length > 1 << 20) {
      writeSync(out, lines);
      lines = '';
    }
  }
  writeSync(out, lines);
  closeSync(out);
}
