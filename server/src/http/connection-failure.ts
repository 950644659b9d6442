import { Failure } from '../base/failure.ts';

/** Codes with which nothing can have reached the other side. */
const neverArrived = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** The failure for a request that got no answer, from the code that Node gives to the cause. */
export function connectionFailure(host: string, code: string | undefined, message: string): Failure {
  if (
    code === 'TimeoutError' ||
    code === 'AbortError' ||
    code === 'UND_ERR_HEADERS_TIMEOUT' ||
    code === 'UND_ERR_BODY_TIMEOUT'
  ) {
    return new Failure(
      'Timeout',
      `${host} did not answer in time. Try again; check the network and the proxy when it stays so.`,
    );
  }
  if (code !== undefined && (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code) || code.startsWith('ERR_TLS'))) {
    const advice =
      'Trust its authority on this machine (in VS Code the system certificates count, on the command line NODE_EXTRA_CA_CERTS).';
    return new Failure('CertificateInvalid', `The certificate of ${host} cannot be verified (${code}). ${advice}`);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new Failure('ConnectionFailed', `${host} cannot be found (${code}). Check the address and the network.`, {
      retryable: code === 'EAI_AGAIN',
    });
  }
  const retryable = code !== undefined && neverArrived.has(code);
  return new Failure(
    'ConnectionFailed',
    `The connection to ${host} failed (${code ?? message}). Check the address, the network and the proxy.`,
    { retryable },
  );
}
