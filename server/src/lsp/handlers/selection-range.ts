import type { SelectionRange } from 'vscode-languageserver';
import { selectionRanges } from '../../ide/navigation/selection-ranges.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';
import { toRange } from '../to-proto.ts';

export const selectionRangeHandler: RegisterHandler = ({ connection, documents }) => {
  connection.onSelectionRanges(
    guard(
      'selectionRange',
      connection.console,
      ({ textDocument: { uri }, positions }) => {
        const sigma = documents.get(uri);
        const pipeline = sigma ? undefined : documents.pipeline(uri);
        const document = sigma?.document ?? pipeline?.document;
        const parse = sigma?.parse ?? (pipeline && { text: pipeline.stream.text, yaml: pipeline.stream });
        if (!document || !parse) return null;
        return positions.map((position): SelectionRange => {
          const spans = selectionRanges(parse, document.offsetAt(position));
          const [outermost = { start: 0, end: 0 }, ...inner] = spans.reverse();
          const whole: SelectionRange = { range: toRange(document, outermost) };
          return inner.reduce((parent, span) => ({ range: toRange(document, span), parent }), whole);
        });
      },
      { value: null },
    ),
  );
};
