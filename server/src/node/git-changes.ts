/** Which files differ from a revision, as Git says. Nothing that a repository configures is run. */
import { spawnSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { Failure } from '../base/failure.ts';

/**
 * Absolute paths of the files that were added or changed since the branch of `revision` and the present one parted, committed or not,
 * untracked ones included. Throws a `Failure` in plain words.
 */
export function filesChangedSince(revision: string, folder: string): string[] {
  const { top, from } = startOf(revision, folder);
  const changed = mustRun(top, ['diff', ...plainNames, '--diff-filter=d', from, '--']);
  const untracked = mustRun(top, ['ls-files', '--others', '--exclude-standard', '-z']);
  return [...changed, ...untracked].map((name) => resolve(realFolder(top), name));
}

/** Absolute paths of the files that Git knows to have been there since then, and that are gone. Throws a `Failure` in plain words. */
export function filesGoneSince(revision: string, folder: string): string[] {
  const { top, from } = startOf(revision, folder);
  const gone = [
    ...mustRun(top, ['diff', ...plainNames, '--diff-filter=D', from, '--']),
    ...mustRun(top, ['diff', ...plainNames, '--diff-filter=D', 'HEAD', '--']),
    ...mustRun(top, ['ls-files', '--deleted', '-z']),
    ...mustRun(top, ['log', '--format=', ...plainNames, '--diff-filter=D', `${from}..HEAD`, '--']),
  ];
  return [...new Set(gone)].map((name) => resolve(realFolder(top), name));
}

const plainNames = ['--name-only', '-z', '--no-renames', '--no-ext-diff', '--no-textconv'];

/** The repository of a folder, and the commit where the branch of a revision and the present one parted. */
function startOf(revision: string, folder: string): { readonly top: string; readonly from: string } {
  if (revision.startsWith('-') || revision.trim() === '')
    throw new Failure(
      'BadRevision',
      `"${revision}" is no revision of Git. Name a branch, tag or commit, such as origin/main.`,
    );
  const root = git(folder, ['rev-parse', '--show-toplevel']);
  if (root.code !== 0) throw noRepository(folder, root);
  const top = root.stdout.replace(/\r?\n$/, '');
  const commit = git(top, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (commit.code !== 0) throw unknownRevision(revision, top);
  const id = commit.stdout.trim();
  const base = git(top, ['merge-base', id, 'HEAD']);
  return { top, from: base.code === 0 ? base.stdout.trim() : id };
}

interface GitRun {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function git(folder: string, argv: readonly string[]): GitRun {
  const safe = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];
  const run = spawnSync('git', ['-C', folder, ...safe, ...argv], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C', GIT_OPTIONAL_LOCKS: '0' },
    maxBuffer: 256_000_000,
    windowsHide: true,
  });
  if (run.error && (run.error as NodeJS.ErrnoException).code === 'ENOENT')
    throw new Failure(
      'NoGit',
      'Git is needed to find what changed, but there is no program "git" here. Install it, or leave --since out.',
    );
  if (run.error) throw new Failure('GitFailed', `Git cannot be run: ${run.error.message}.`, { cause: run.error });
  return { code: run.status ?? 1, stdout: run.stdout, stderr: run.stderr.trim() };
}

function mustRun(folder: string, argv: readonly string[]): string[] {
  const { code, stdout, stderr } = git(folder, argv);
  if (code !== 0) throw new Failure('GitFailed', `Git could not list what changed: ${stderr || `exit code ${code}`}`);
  return stdout.split('\0').filter((name) => name !== '');
}

function noRepository(folder: string, { stderr }: GitRun): Failure {
  if (/dubious ownership/.test(stderr))
    return new Failure(
      'NoRepository',
      `Git does not trust the repository of ${folder}, because it belongs to somebody else. See "git help config", safe.directory.`,
    );
  return new Failure(
    'NoRepository',
    `${folder} is in no Git repository, so nothing can have changed since a revision. Leave --since out.`,
  );
}

function unknownRevision(revision: string, top: string): Failure {
  const shallow = git(top, ['rev-parse', '--is-shallow-repository']).stdout.trim() === 'true';
  const advice = shallow
    ? 'This clone is shallow; fetch more of its history first (actions/checkout: fetch-depth: 0).'
    : 'Name a branch, tag or commit, such as origin/main.';
  return new Failure('UnknownRevision', `Git knows no revision "${revision}" here. ${advice}`);
}

function realFolder(folder: string): string {
  try {
    return realpathSync(folder);
  } catch {
    return folder;
  }
}
