/** What a report shows of events on Linux: command lines as auditd records them, files that are written, programs that run. */
import { type FieldText, fieldText, type Observation } from './observation.ts';
import type { Report, Sentence } from './read-report.ts';
import { parseShell, type ShellWord } from './shell-words.ts';

const linuxWords =
  /\bLinux\b|\bUnix\b|\bUbuntu\b|\bDebian\b|\bCentOS\b|\bRed Hat\b|\bELF\b|\/etc\/|\/tmp\/|\/var\/|\/dev\/shm|\/bin\/|\bbash\b|\bcron(?:tab)?\b|\bsystemd\b|\bchmod\b|\bauthorized_keys\b|\bDocker\b|\bKubernetes\b|\bESXi\b|\bxmrig\b|\bsudo\b|\bwget\b|ld\.so\.preload|\bsshd?\b/gi;

/** Whether a report is about Linux hosts at all. */
export function speaksOfLinux(text: string): boolean {
  return new Set([...text.matchAll(linuxWords)].map(([word]) => word.toLowerCase())).size >= 3;
}

export function observeLinux(report: Report): Observation[] {
  return report.sentences
    .filter(({ role }) => role === 'account')
    .flatMap((sentence) => [...observeCommands(sentence), ...observeFiles(sentence), ...observeMention(sentence)]);
}

const commands =
  'curl|wget|chattr|chmod|chown|crontab|systemctl|service|insmod|modprobe|rmmod|useradd|adduser|usermod|userdel|chpasswd|passwd|iptables|ip6tables|ufw|setenforce|auditctl|base64|pkill|killall|kill|nohup|nc|ncat|netcat|socat|ssh|scp|sshpass|masscan|nmap|zgrab|hydra|xmrig|rm|shred|dd|touch|mkdir|mv|cp|cat|echo|export|unset|history|tar|zip|gzip|find|grep|sed|awk|xargs|python[23]?|perl|ruby|php|docker|kubectl|nsenter|chroot|unshare|sysctl|esxcli|vim-cmd|rclone|ngrok|chisel|frpc|bash|sh|dash|sudo|su|mount|umount|uname|whoami|id|hostname|ifconfig|netstat|ss|ps|last|w|lscpu|nproc|free|df|apt-get|apt|yum|apk|git|make|gcc|ld|ldconfig|openssl|at|screen|tmux|setsid|watch|truncate|ln|unlink|lsof|lsattr|getent|cut|head|tail|tee|env|printenv|dmidecode|aws|gcloud|az|helm|ctr|crictl|nslookup|dig|host|ping|traceroute|arp|route|ip|dmesg|journalctl|logrotate|groupadd|visudo|gpasswd';

/** Commands that are also words: in prose they are taken for commands only where they are quoted. */
const plainWords = new Set(
  'at cat cut dig echo env export find free git head history host id ip kill last ld make mount ping ps route screen service ss su tail tee touch w watch'.split(
    ' ',
  ),
);

const commandStart = new RegExp(
  `(?<![\\w./-])(?:(?:/usr)?/s?bin/)?(${commands})(?=\\s+(?:-{1,2}\\w|\\+\\w|[/~.]\\S|["'$]|https?:|hxxp|\\w+[=:/.]|(?:stop|start|enable|disable|restart|daemon-reload|mask|exec|run|get|auth|create|-)\\b|-$|\\d))`,
  'g',
);

function findCommand(text: string, prose: boolean): number {
  for (const match of text.matchAll(commandStart)) {
    if (!prose || !plainWords.has(match[1] as string)) return match.index;
  }
  return -1;
}

function* observeCommands(sentence: Sentence): Generator<Observation> {
  for (const { text, start } of commandLines(sentence)) {
    const line = parseShell(text, start);
    for (const words of line.commands) {
      const fields = new Map<string, FieldText>([['type', fieldText('EXECVE')]]);
      for (const [index, word] of words.entries()) fields.set(`a${index}`, fieldText(word.text, word.start));
      yield { mode: 'exact', fields, start: words[0]?.start ?? start, end: (words.at(-1) as ShellWord).end };
    }
    if (line.compound) yield shellObservation(text, start);
  }
}

/** What auditd records of a line with pipes and redirections when a shell is given it as one argument. */
function shellObservation(text: string, start: number): Observation {
  const fields = new Map<string, FieldText>([
    ['type', fieldText('EXECVE')],
    ['a0', fieldText('sh')],
    ['a1', fieldText('-c')],
    ['a2', fieldText(text, start)],
  ]);
  return { mode: 'exact', fields, start, end: start + text.length };
}

/** Quoted code, or the part of a sentence from a command with arguments on. */
function* commandLines({ text, start, code }: Sentence): Generator<{ text: string; start: number }> {
  let quoted = false;
  for (const match of text.matchAll(/`([^`\n]{2,400})`/g)) {
    quoted = true;
    const at = match.index + 1;
    const found = findCommand(match[1] as string, false);
    if (found >= 0) yield { text: (match[1] as string).slice(found), start: start + at + found };
  }
  if (quoted) return;
  const found = findCommand(text, !code);
  if (found < 0) return;
  const line = text.slice(found, found + 2000).replace(code ? /\s+$/ : /[\s.,;:)"]+$/, '');
  yield { text: line, start: start + found };
}

export const unixPath =
  /(?<![\w./:~-])(?:~|\/(?:etc|tmp|var|usr|root|home|dev|opt|lib|lib64|bin|sbin|boot|run|mnt|srv))(?:\/[\w.@+-]+)+\/?/g;

const writes =
  /\b(?:creat|writ|wrote|add|modif|append|drop|install|cop(?:y|ie)|replac|overwr|edit|insert|plac|persist|sav|stor|deploy|set|plant|put|chang|alter|backdoor)\w*|>>?|\btee\b/i;

const writable = /^(?:\/tmp|\/var\/tmp|\/dev\/shm|\/run\/user|\/var\/run|\/usr\/tmp|\/dev\/mqueue)\//;

function* observeFiles(sentence: Sentence): Generator<Observation> {
  for (const match of sentence.text.matchAll(unixPath)) {
    const text = match[0].replace(/\.+$/, '');
    const start = sentence.start + match.index;
    const end = start + text.length;
    if (writes.test(sentence.text)) {
      const fields = new Map<string, FieldText>([
        ['type', fieldText('PATH')],
        ['name', fieldText(text, start)],
      ]);
      yield { mode: 'exact', fields, start, end };
    }
    if (!writable.test(text) || /\.(?:log|txt|tar|t?gz|zip|json|conf|pid|lock|sock)$/.test(text)) continue;
    const fields = new Map<string, FieldText>([
      ['type', fieldText('SYSCALL')],
      ['exe', fieldText(text, start)],
    ]);
    yield { mode: 'exact', fields, start, end };
  }
}

/** A tool that a sentence names is one that was started. */
function* observeMention({ text, start, end, code }: Sentence): Generator<Observation> {
  if (code) return;
  const fields = new Map<string, FieldText>([
    ['type', fieldText('EXECVE')],
    ['a0', fieldText(text, start)],
  ]);
  yield { mode: 'prose', fields, start, end };
}
