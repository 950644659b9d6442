/**
 * Builds corpus/attack/*.json from compact ATT&CK tables.
 * Usage: node scripts/data/build-attack.mjs [folder]   (default: $SIGMASMITH_SHARED or ../shared beside the repository)
 * The folder holds `data/oracle/attack-compact.json.gz` (v18.1 and v19.0) and `data/attack/v18.1/`.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const shared = process.argv[2] ?? process.env.SIGMASMITH_SHARED ?? join(root, '..', 'shared');
const out = join(root, 'corpus', 'attack');
const copyright =
  '© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.';

const compact = JSON.parse(gunzipSync(readFileSync(join(shared, 'data/oracle/attack-compact.json.gz'))));
const current = compact['v19.0'];
const before = compact['v18.1'];
const detailed = JSON.parse(readFileSync(join(shared, 'data/attack/v18.1/techniques.json'), 'utf8')).techniques;
const observed = JSON.parse(readFileSync(join(shared, 'data/attack/v18.1/v18_to_v19_observed.json'), 'utf8'));

/** Same technique under a new id and, partly, a new name; the observed re-tagging of public rules agrees where it says anything. */
const renumbered = {
  'T1070.001': 'T1685.005',
  'T1070.002': 'T1685.006',
  T1562: 'T1685',
  'T1562.001': 'T1685',
  'T1562.002': 'T1685.001',
  'T1562.003': 'T1690',
  'T1562.004': 'T1686',
  'T1562.006': 'T1685',
  'T1562.007': 'T1686.001',
  'T1562.008': 'T1685.002',
  'T1562.009': 'T1688',
  'T1562.010': 'T1689',
  'T1562.011': 'T1685.003',
  'T1562.012': 'T1685.004',
  'T1562.013': 'T1686.002',
  T1656: 'T1684.001',
  T1672: 'T1684.002',
};

const active = new Map(current.techniques.filter((t) => !t.revoked && !t.deprecated).map((t) => [t.id, t]));

function follow(id, revokedBy) {
  const seen = new Set();
  let at = id;
  while (at && !active.has(at) && !seen.has(at)) {
    seen.add(at);
    at = renumbered[at] ?? revokedBy.get(at);
  }
  return at && active.has(at) ? at : undefined;
}

function buildTechniques() {
  const rows = [...active.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((t) => [t.id, t.name, t.tactics.join(' '), t.platforms.join(', ')]);
  return {
    notice: copyright,
    license: 'LICENSE.txt',
    version: current.attack_version,
    columns: ['id', 'name', 'tactics', 'platforms'],
    tactics: current.tactics.map((t) => [t.id, t.shortname, t.name]),
    techniques: rows,
  };
}

function buildReplaced() {
  const revokedBy = new Map(detailed.filter((t) => t.revoked_by).map((t) => [t.id, t.revoked_by]));
  const rows = [];
  for (const old of before.techniques) {
    if (active.has(old.id)) continue;
    const next = follow(old.id, revokedBy) ?? Object.keys(observed.techniques[old.id] ?? {})[0];
    rows.push([old.id, old.name, next && active.has(next) ? next : null]);
  }
  return {
    notice: copyright,
    columns: ['id', 'name', 'replacement'],
    tactics: { 'defense-evasion': ['stealth', 'defense-impairment'] },
    techniques: rows.sort((a, b) => (a[0] < b[0] ? -1 : 1)),
  };
}

const providerOfLogSource = [
  [/^AWS:CloudTrail$/, 'aws'],
  [/^gcp:audit$/, 'gcp'],
  [/^azure:activity$/, 'azure'],
  [/^(azure|m365):signinlogs$/, 'entra-id-signin'],
  [/^azure:audit$/, 'entra-id-audit'],
  [/^saas:okta$/, 'okta'],
  [/^kubernetes:(audit|apiserver)$/, 'kubernetes-audit'],
  [/^WinEventLog:Sysmon$/, 'windows-sysmon'],
  [/^WinEventLog:Security$/, 'windows-security'],
  [/^WinEventLog:PowerShell$/, 'windows-powershell'],
  [/^auditd:/, 'linux-auditd'],
];

function buildObservability() {
  const replaced = new Map(buildReplaced().techniques.map(([id, , next]) => [id, next]));
  const byProvider = {};
  const lines = readFileSync(join(shared, 'data/attack/v18.1/technique_log_sources.jsonl'), 'utf8').trim().split('\n');
  for (const line of lines) {
    const row = JSON.parse(line);
    const id = active.has(row.technique) ? row.technique : replaced.get(row.technique);
    const provider = providerOfLogSource.find(([pattern]) => pattern.test(row.log_source))?.[1];
    if (!id || !provider) continue;
    byProvider[provider] ??= new Set();
    byProvider[provider].add(id);
  }
  const providers = Object.fromEntries(
    Object.keys(byProvider)
      .sort()
      .map((provider) => [provider, [...byProvider[provider]].sort().join(' ')]),
  );
  return { notice: copyright, source: 'ATT&CK v18.1 analytics and their log sources, ids moved to v19', providers };
}

function write(name, value) {
  const text = JSON.stringify(value, null, 1).replace(/\[\s+("[^"]*"|null)(?:,\s+("[^"]*"|null))*\s+\]/g, (row) =>
    JSON.stringify(JSON.parse(row)),
  );
  writeFileSync(join(out, name), `${text}\n`);
}

write('techniques.json', buildTechniques());
write('replaced.json', buildReplaced());
write('observability.json', buildObservability());
const license = readFileSync(join(shared, 'data/attack/v18.1/LICENSE.txt'), 'utf8').split('CAPEC')[0].trimEnd();
writeFileSync(join(out, 'LICENSE.txt'), `${license}\n`);
