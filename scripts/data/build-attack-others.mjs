/**
 * Builds corpus/attack/others.json (ids of ATT&CK's groups, software and mitigations), corpus/attack/names.json (what groups and
 * software are called) and corpus/attack/d3fend.json (ids and names of MITRE D3FEND techniques), which tags of rules may name.
 * Usage: node scripts/data/build-attack-others.mjs [folder]   (default: $SIGMASMITH_SHARED or ../shared beside the repository)
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const shared = process.argv[2] ?? process.env.SIGMASMITH_SHARED ?? join(root, '..', 'shared');
const read = (path) => JSON.parse(gunzipSync(readFileSync(join(shared, 'data/oracle', path))));
const write = (name, value) => writeFileSync(join(root, 'corpus/attack', name), `${oneLineEach(value)}\n`);
/** JSON with one row of a table a line. */
const oneLineEach = (value) =>
  JSON.stringify(value, null, 1).replace(/\n {3,}|(?<=\[)\n {2}(?="(?:D3|[GS]\d))|\n {2}(?=\])/g, '');

const attack = read('attack-compact.json.gz')['v19.0'];
const ids = (list) =>
  list
    .filter(({ revoked, deprecated }) => !revoked && !deprecated)
    .map(({ id }) => id)
    .sort()
    .join(' ');
write('others.json', {
  notice:
    '© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.',
  version: attack.attack_version,
  groups: ids(attack.groups),
  software: ids(attack.software),
  mitigations: ids(attack.mitigations),
});
const named = (list) =>
  list
    .filter(({ revoked, deprecated }) => !revoked && !deprecated)
    .map(({ id, name }) => [id, name])
    .sort(([a], [b]) => (a < b ? -1 : 1));
write('names.json', {
  notice:
    '© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation.',
  version: attack.attack_version,
  groups: named(attack.groups),
  software: named(attack.software),
});

const techniques = read('data/d3fend-used.json.gz')
  ['@graph'].filter((entry) => entry['d3f:d3fend-id'])
  .map((entry) => [entry['d3f:d3fend-id'], entry['rdfs:label']])
  .sort(([a], [b]) => (a < b ? -1 : 1));
write('d3fend.json', {
  notice: 'MITRE D3FEND™, © 2025 The MITRE Corporation, MIT licence.',
  tactics: ['model', 'harden', 'detect', 'isolate', 'deceive', 'evict', 'restore'],
  techniques,
});
