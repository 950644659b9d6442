/** Java and Maven for the engines: what is installed, or Debian's packages where nothing is and the user may install. */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

export interface Java {
  readonly home: string;
  readonly major: number;
}

export interface JavaTools {
  /** Runs OpenSearch 2.x, which needs the security manager that Java 24 removed; else the newest that is there. */
  readonly java: Java;
  /** Path of `mvn`. */
  readonly maven: string;
}

const oldest = 17;
const newestForOpenSearch2 = 23;

/** The tools, or why there are none. */
export function findJavaTools(): JavaTools | { readonly missing: string } {
  if (!chooseJava() || !onPath('mvn')) installDebianPackages();
  const java = chooseJava();
  if (!java) return { missing: `no Java ${oldest} or newer is installed (JAVA_HOME)` };
  const maven = onPath('mvn');
  return maven ? { java, maven } : { missing: 'Maven is not installed' };
}

export function runsOpenSearch2({ major }: Java): boolean {
  return major <= newestForOpenSearch2;
}

function chooseJava(): Java | undefined {
  const found = javaHomes()
    .map(readJava)
    .filter((java): java is Java => java !== undefined && java.major >= oldest)
    .sort((a, b) => b.major - a.major);
  return found.find(runsOpenSearch2) ?? found[0];
}

function javaHomes(): string[] {
  const { ES_JAVA_HOME, OPENSEARCH_JAVA_HOME, JAVA_HOME } = process.env;
  const named = [ES_JAVA_HOME, OPENSEARCH_JAVA_HOME, JAVA_HOME].filter((home) => home !== undefined);
  const java = onPath('java');
  const fromPath = java ? [dirname(dirname(realpathSync(java)))] : [];
  return [
    ...named,
    ...fromPath,
    ...children('/usr/lib/jvm'),
    ...children('/Library/Java/JavaVirtualMachines', 'Contents/Home'),
  ];
}

function children(folder: string, inside = '.'): string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name, inside)) : [];
}

function readJava(home: string): Java | undefined {
  const release = join(home, 'release');
  if (!existsSync(release) || !existsSync(join(home, 'bin', 'java'))) return undefined;
  const version = /^JAVA_VERSION="(?:1\.)?(\d+)/m.exec(readFileSync(release, 'utf8'));
  return version ? { home, major: Number(version[1]) } : undefined;
}

function onPath(program: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

function installDebianPackages(): void {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return;
  const packages = [...(chooseJava() ? [] : ['default-jre-headless']), ...(onPath('mvn') ? [] : ['maven'])];
  console.log(`Installing ${packages.join(' and ')} for the engines`);
  const install = ['install', '--yes', '--quiet', '--no-install-recommends', ...packages];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  if (spawnSync('apt-get', install, { env, stdio: 'ignore' }).status === 0) return;
  try {
    execFileSync('apt-get', ['update', '--quiet'], { env, stdio: 'ignore' });
    execFileSync('apt-get', install, { env, stdio: 'ignore' });
  } catch (error) {
    console.log(`That failed: ${error instanceof Error ? error.message : error}`);
  }
}
