// A program that speaks the Language Server Protocol with the built server over its standard input and output, and keeps the time.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

export class LanguageClient {
  #buffer = Buffer.alloc(0);
  #lastId = 0;
  #answers = new Map();
  #published = new Map();
  #ended = new Map();

  /** `server` is a bundle of ours, or another program with its arguments. */
  constructor(server, args) {
    const [program, ...rest] = args ? [server, ...args] : [process.execPath, server, '--stdio'];
    this.process = spawn(program, rest, { stdio: ['pipe', 'pipe', args ? 'ignore' : 'inherit'] });
    this.process.stdout.on('data', (chunk) => this.#read(chunk));
  }

  async initialize(options, folders = []) {
    const workspaceFolders = folders.map((uri) => ({ uri, name: uri }));
    const capabilities = {
      textDocument: {
        completion: { completionItem: { snippetSupport: true } },
        publishDiagnostics: { relatedInformation: true },
      },
      window: { workDoneProgress: true },
    };
    const result = await this.request('initialize', {
      processId: process.pid,
      rootUri: folders[0] ?? null,
      capabilities,
      initializationOptions: options,
      workspaceFolders,
    });
    this.notify('initialized', {});
    return result.result;
  }

  notify(method, params) {
    this.#write({ jsonrpc: '2.0', method, params });
  }

  /** Resolves with the answer and the milliseconds that it took. */
  request(method, params) {
    const id = ++this.#lastId;
    const began = performance.now();
    return new Promise((resolve, reject) => {
      this.#answers.set(id, ({ result, error }) => {
        if (error) reject(new Error(`${method}: ${error.message}`));
        else resolve({ result, milliseconds: performance.now() - began });
      });
      this.#write({ jsonrpc: '2.0', id, method, params });
    });
  }

  /** Resolves with the moment at which diagnostics of this version arrive. */
  published(uri, version) {
    return new Promise((resolve) => this.#published.set(`${uri} ${version}`, resolve));
  }

  /** Resolves when a progress that a person would see has ended. */
  progressEnded(title) {
    return new Promise((resolve) => this.#ended.set(title, resolve));
  }

  /** Resident memory of the server's process in megabytes: now, and at most so far. */
  memory() {
    const status = readFileSync(`/proc/${this.process.pid}/status`, 'utf8');
    const of = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
    return { now: of('VmRSS'), most: of('VmHWM') };
  }

  async end() {
    await this.request('shutdown');
    const exit = new Promise((resolve) => this.process.once('exit', resolve));
    this.notify('exit');
    await exit;
  }

  #write(message) {
    const body = JSON.stringify(message);
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(chunk) {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    for (;;) {
      const end = this.#buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.toString('latin1', 0, end))[1]);
      if (this.#buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.#buffer.toString('utf8', end + 4, end + 4 + length));
      this.#buffer = this.#buffer.subarray(end + 4 + length);
      this.#take(message);
    }
  }

  #take(message) {
    const { id, method, params } = message;
    if (method === undefined) {
      this.#answers.get(id)?.(message);
      this.#answers.delete(id);
    } else if (id !== undefined) this.#write({ jsonrpc: '2.0', id, result: null });
    if (method === 'textDocument/publishDiagnostics') {
      // Some servers do not say which version they mean: then it is the one that is waited for.
      const keys = [...this.#published.keys()];
      const key = `${params.uri} ${params.version ?? keys.find((one) => one.startsWith(`${params.uri} `))?.split(' ')[1]}`;
      this.#published.get(key)?.(performance.now());
      this.#published.delete(key);
    }
    if (method === '$/progress') this.#progress(params);
  }

  #titles = new Map();

  #progress({ token, value }) {
    if (value.kind === 'begin') this.#titles.set(token, value.title);
    if (value.kind !== 'end') return;
    const title = this.#titles.get(token);
    this.#ended.get(title)?.();
    this.#ended.delete(title);
  }
}
