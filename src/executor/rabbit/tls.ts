/** TLS as `tls.connect` wants it, from the options' files. */
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { MessageDeliveryFailure } from '../errors.ts';
import type { RabbitOptions } from './rabbit-options.ts';

type TlsOptions = Pick<
  RabbitOptions,
  | 'ssl'
  | 'ssl_ca_file'
  | 'ssl_cert_file'
  | 'ssl_key_file'
  | 'ssl_verify'
  | 'ssl_version'
  | 'ssl_enforce_hostname_verification'
  | 'ssl_server_name'
>;

/**
 * Socket options for one host; empty without TLS.
 * @throws {MessageDeliveryFailure} naming the option and the file that cannot be read
 */
export async function tlsOptions(
  options: TlsOptions,
  hostname: string,
): Promise<ConnectionOptions> {
  if (!options.ssl) return {};
  const [ca, cert, key] = await Promise.all([
    read('ssl_ca_file', options.ssl_ca_file),
    read('ssl_cert_file', options.ssl_cert_file),
    read('ssl_key_file', options.ssl_key_file),
  ]);
  // An address cannot be asked for by name; its certificate is checked against the address itself.
  const name = options.ssl_server_name ?? (isIP(hostname) === 0 ? hostname : undefined);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(name === undefined ? {} : { servername: name }),
    minVersion: options.ssl_version === 'TLSv1_3' ? 'TLSv1.3' : 'TLSv1.2',
    ...(options.ssl_enforce_hostname_verification ? {} : { checkServerIdentity: () => undefined }),
    rejectUnauthorized: options.ssl_verify,
  };
}

async function read(option: string, file: string | undefined): Promise<Buffer | undefined> {
  if (file === undefined) return undefined;
  try {
    return await readFile(file);
  } catch (cause) {
    throw new MessageDeliveryFailure(`${option}: cannot read ${file}`, { cause });
  }
}
