import type { Reply } from '../../protocol/message.ts';
import { findTestsRequest, runTestsRequest, type TestEventsResult, testEventsRequest } from '../../protocol/tests.ts';
import { explainEvents, readEventText } from '../../services/explain-events.ts';
import { onRequest, type RegisterHandler } from '../session.ts';

/** Explanations of more events than a person reads would only keep the connection busy. */
const mostEvents = 100;

export const testsHandler: RegisterHandler = (session) => {
  const { connection, documents, environment } = session;
  onRequest(session, findTestsRequest, async ({ workDoneToken, ...params }, token) => {
    const progress = connection.window.attachWorkDoneProgress(workDoneToken);
    progress.begin('Looking for tests of rules', 0, undefined, true);
    try {
      return await environment.jobs.run('findTests', params, token, ({ message, percentage }) =>
        progress.report(percentage ?? 0, message),
      );
    } finally {
      progress.done();
    }
  });
  onRequest(session, runTestsRequest, (params, token) => environment.jobs.run('runTests', params, token, () => {}));
  onRequest(session, testEventsRequest, ({ uris, text }): Reply<TestEventsResult> => {
    const read = readEventText(text);
    if ('trouble' in read) {
      const message = `The selection is no event in JSON: ${read.trouble}.`;
      return { ok: false, error: { code: 'NoEvent', message } };
    }
    const events = read.events.slice(0, mostEvents);
    const rules = uris.flatMap((uri) => {
      const collection = documents.get(uri)?.parse.collection;
      const explained = collection === undefined ? [] : explainEvents(collection.rules, events);
      return explained.map(({ title, events: verdicts }) => ({ title, uri, verdicts }));
    });
    if (rules.length === 0) {
      const message = 'There is no rule in the documents that are open. Open the rule that the event is for.';
      return { ok: false, error: { code: 'NoRule', message } };
    }
    return { ok: true, value: { rules, events: read.events.length } };
  });
};
