/** The programs under `.cache/engines`, fetched once from Maven's public repository by their coordinates. */
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { JavaTools } from './java.ts';
import { runsOpenSearch2 } from './java.ts';

const root = join(import.meta.dirname, '..', '..');
const cache = join(root, '.cache', 'engines');
const pom = join(import.meta.dirname, 'pom.xml');
const plugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1';
const elasticVersion = /<elasticsearch\.version>(.*)</.exec(readFileSync(pom, 'utf8'))?.[1] as string;

/** The home of an OpenSearch that this Java runs. */
export function openSearchHome(tools: JavaTools): string {
  const version = runsOpenSearch2(tools.java) ? '2.19.6' : '3.6.0';
  return prepared(`opensearch-${version}`, (folder) => {
    unpack(tools, `org.opensearch.distribution.integ-test-zip:opensearch:${version}:zip`, folder);
  });
}

/** The home of an Elasticsearch with ES|QL. */
export function elasticsearchHome(tools: JavaTools): string {
  return prepared(`elasticsearch-${elasticVersion}`, (folder) => {
    unpack(tools, `org.elasticsearch.distribution.integ-test-zip:elasticsearch:${elasticVersion}:zip`, folder);
    const jars = join(folder, 'jars');
    maven(tools, [`${plugin}:copy-dependencies`, `-DoutputDirectory=${jars}`]);
    addEsql(tools, jars, join(folder, homeIn(folder), 'modules'));
    rmSync(jars, { recursive: true });
  });
}

/** The folder is made whole or not at all. */
function prepared(name: string, make: (folder: string) => void): string {
  const folder = join(cache, name);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true });
    make(unfinished);
    renameSync(unfinished, folder);
  }
  return join(folder, homeIn(folder));
}

function homeIn(folder: string): string {
  const home = readdirSync(folder).find((name) => existsSync(join(folder, name, 'bin')));
  if (!home) throw new Error(`${folder} holds no server; delete it to fetch it again.`);
  return home;
}

function unpack(tools: JavaTools, artifact: string, folder: string): void {
  maven(tools, [`${plugin}:unpack`, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`]);
}

function maven({ maven: program, java }: JavaTools, args: readonly string[]): void {
  const common = ['-q', '-B', '-f', pom, `-Dmaven.repo.local=${join(cache, 'repository')}`];
  try {
    execFileSync(program, [...common, ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, JAVA_HOME: java.home },
    });
  } catch (error) {
    const { stdout = '' } = error as { stdout?: string };
    throw new Error(`Maven could not fetch ${args.at(-1)}:\n${stdout.slice(0, 2000)}`);
  }
}

/** Library names of each module, without version; a library that the server or an extended module has too must stay out. */
const modules: Readonly<Record<string, readonly string[]>> = {
  'x-pack-esql-core': ['x-pack-esql-core', 'x-pack-mapper-version', 'antlr4-runtime'],
  'x-pack-kql': ['x-pack-kql', 'antlr4-runtime'],
  'x-pack-esql': [
    ...[
      'x-pack-esql',
      'x-pack-esql-compute',
      'x-pack-esql-compute-ann',
      'x-pack-kql',
      'arrow',
      'elasticsearch-dissect',
    ],
    ...[
      'elasticsearch-h3',
      'arrow-format',
      'arrow-memory-core',
      'arrow-vector',
      'flatbuffers-java',
      'jackson-annotations',
    ],
    ...['jackson-core', 'jackson-databind', 'jackson-datatype-jsr310', 'lucene-spatial3d'],
  ],
};

function addEsql({ java }: JavaTools, jars: string, folder: string): void {
  const files = readdirSync(jars);
  for (const [module, libraries] of Object.entries(modules)) {
    const target = join(folder, module);
    mkdirSync(target, { recursive: true });
    for (const library of libraries) {
      const file = files.find((name) => new RegExp(`^${library}-\\d[^-]*\\.jar$`).test(name));
      if (!file) throw new Error(`Maven brought no ${library}.`);
      cpSync(join(jars, file), join(target, file));
    }
    writeFileSync(
      join(target, 'plugin-descriptor.properties'),
      descriptorOf(java.home, join(jars, `${module}-${elasticVersion}.jar`)),
    );
  }
}

/** The module's own descriptor, without the modules that are not published. */
function descriptorOf(javaHome: string, jar: string): string {
  const folder = `${jar}.content`;
  mkdirSync(folder);
  const tool = join(javaHome, 'bin', 'jar');
  if (existsSync(tool)) execFileSync(tool, ['xf', jar, 'META-INF/es-plugins'], { cwd: folder });
  else execFileSync('unzip', ['-q', jar, 'META-INF/es-plugins/*', '-d', folder]);
  const [name = ''] = readdirSync(join(folder, 'META-INF', 'es-plugins'));
  const text = readFileSync(join(folder, 'META-INF', 'es-plugins', name, 'plugin-descriptor.properties'), 'utf8');
  rmSync(folder, { recursive: true });
  return text.replace(/^extended\.plugins=.*x-pack-esql-core.*$/m, 'extended.plugins=x-pack-esql-core');
}

export function describeHome(home: string): string {
  return basename(home);
}
