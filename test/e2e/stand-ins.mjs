// The services that the extension talks to, as small servers on loopback: those of test/harness, bundled on the fly, and a web page.
import { createServer } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './places.mjs';

const folder = path.join(root, 'test/harness/standins');
const bundle = path.join(root, '.cache/e2e/standins/standins.mjs'); // as deep as the sources, which look for their data from there

async function load() {
  await build({
    stdin: {
      contents: `export * from './elastic-stand-in.ts'; export * from './model-stand-in.ts'; export * from './stix-bundle.ts'; export { openDataFiles } from '../../../server/src/node/data-files.ts';`,
      resolveDir: folder,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: bundle,
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    logLevel: 'warning',
  });
  return await import(pathToFileURL(bundle).href);
}

/** Kibana's detection engine, which checks each request against the published description of its API. */
export async function startElastic(key) {
  const { ElasticStandIn } = await load();
  const elastic = new ElasticStandIn(key);
  return { elastic, url: await elastic.start(), stop: () => elastic.stop() };
}

/** A model service that proposes this technique with these words of the report. */
export async function startModel(key, techniqueId, evidence) {
  const { ModelStandIn } = await load();
  const model = new ModelStandIn(key);
  const techniques = [{ techniqueId, confidence: 'medium', evidence: [evidence] }];
  model.reply({ text: JSON.stringify({ techniques }) });
  const url = await model.start();
  return { model, url, settings: { 'sigmasmith.model.baseUrl': url }, stop: () => model.stop() };
}

/** A web page with these paragraphs as its article. */
export async function startPage(title, paragraphs) {
  const html = `<!doctype html><html><head><title>${title}</title></head><body><nav><a href="/">Home</a></nav><article><h1>${title}</h1>
${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</article></body></html>`;
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${server.address().port}`;
  return {
    url: `http://${host}/report`,
    settings: { 'sigmasmith.url.allowedHosts': [host] },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** MITRE's publication with a newer version of ATT&CK, in which T1059.001 has become T9001. */
export async function startAttack(version) {
  const { openDataFiles, stixBundle } = await load();
  const revoked = [['T1059.001', 'T9001', 'Shell of Power']];
  const bundle = stixBundle(openDataFiles(path.join(root, 'corpus')), { version, revoked });
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(bundle);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${server.address().port}`;
  return {
    settings: {
      'sigmasmith.url.allowedHosts': [host],
      'sigmasmith.attackData.url': `http://${host}/enterprise-attack.json`,
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
