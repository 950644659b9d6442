import type { SignatureHelp, SignatureHelpOptions, SignatureHelpParams } from 'vscode-languageserver';
import { signatureHelp } from '../../ide/signature-help.ts';
import { guard } from '../guard.ts';
import type { RegisterHandler } from '../session.ts';

export const signatureHelpOptions: SignatureHelpOptions = { triggerCharacters: ['|'], retriggerCharacters: ['|'] };

export const signatureHelpHandler: RegisterHandler = ({ connection, documents, data, workspace }) => {
  connection.onSignatureHelp(
    guard<SignatureHelpParams, SignatureHelp | null>(
      'signatureHelp',
      connection.console,
      ({ textDocument: { uri }, position }) => {
        const sigma = documents.get(uri);
        if (!sigma) return null;
        const { document } = sigma;
        return signatureHelp(document.getText(), document.offsetAt(position), {
          data,
          workspace: workspace.indexAbout(uri),
        });
      },
      { value: null },
    ),
  );
};
