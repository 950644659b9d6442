/** Correlations that refer to themselves or to each other: nothing that an editor asks of them goes on for ever. */
import { expect, it } from 'vitest';
import { type ConvertResult, convertRequest } from '../../server/src/protocol/convert.ts';
import type { Reply } from '../../server/src/protocol/message.ts';
import { randomNumbers } from '../harness/random.ts';
import { connectInMemory } from './editor.ts';
import { featureRequests } from './feature-requests.ts';

const uri = 'file:///rules/a.yml';
const count = (name: string, ...rules: string[]) =>
  `title: ${name}\nname: ${name}\ncorrelation:\n    type: event_count\n    rules:\n${rules.map((rule) => `        - ${rule}\n`).join('')}    group-by:\n        - User\n    timespan: 5m\n    condition:\n        gte: 10\n`;
const text = [count('first', 'second'), count('second', 'first', 'second')].join('---\n');

it('the preview shows the errors at the references', async () => {
  const { editor } = connectInMemory();
  await editor.initialize();
  await editor.open(uri, text);
  const conversions = [{ target: 'splunk' }, { target: 'esql' }];
  const reply = await editor.connection.sendRequest<Reply<ConvertResult>>(convertRequest.method, { uri, conversions });
  if (!reply.ok) throw new Error(reply.error.message);
  for (const { queries, errors } of reply.value.conversions) {
    expect(queries).toEqual([]);
    expect(errors.map(({ code, range }) => [code, range?.start.line])).toEqual(
      expect.arrayContaining([
        ['SigmaConversionError', 5],
        ['SigmaConversionError', 17],
      ]),
    );
  }
});

it('every feature answers', async () => {
  const { editor } = connectInMemory();
  const { capabilities } = await editor.initialize();
  await editor.open(uri, text);
  const ask = featureRequests(capabilities);
  const random = randomNumbers(1);
  for (let times = 0; times < 300; times++) await ask(random, editor, editor.document(uri));
  const [item] = await editor.connection.sendRequest<{ name: string }[]>('textDocument/prepareCallHierarchy', {
    textDocument: { uri },
    position: { line: 0, character: 8 },
  });
  expect(item?.name).toBe('first');
  const calls = await editor.connection.sendRequest<unknown[]>('callHierarchy/outgoingCalls', { item });
  expect(calls).toHaveLength(1);
});
