import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** How the server of comments is known to it. */
export const client = { id: 'crossplan', secret: 'a secret of the test' };

/** A real OpenID provider (oidc-provider) of the test's own, at which anybody signs in by a name. */
export class OpenidProvider implements AsyncDisposable {
  readonly #server: Server;
  #answer: (incoming: IncomingMessage, outgoing: ServerResponse) => unknown = () => undefined;

  private constructor() {
    this.#server = createServer((incoming, outgoing) => {
      this.#answer(incoming, outgoing);
    });
  }

  static async start(): Promise<OpenidProvider> {
    const provider = new OpenidProvider();
    provider.#server.listen(0, '127.0.0.1');
    await once(provider.#server, 'listening');
    return provider;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** What tells a server of comments of it. */
  get environment(): Record<string, string> {
    return {
      COMMENTS_LOCAL_IDENTITY: '0',
      COMMENTS_OPENID_ISSUER: this.issuer,
      COMMENTS_OPENID_ID: client.id,
      COMMENTS_OPENID_SECRET: client.secret,
    };
  }

  /**
   * Lets the server at an origin ask it, which has a port only once it runs.
   *
   * @param nameOf the name of who signs in as somebody
   */
  serve(origins: readonly string[], nameOf: (subject: string) => string = (one) => one): void {
    const oidc = new Provider(this.issuer, {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: origins.map((origin) => `${origin}/comments/sign-in/openid/done`),
        },
      ],
      pkce: { required: () => true },
      claims: { profile: ['name'] },
      findAccount: (_, sub) => ({
        accountId: sub,
        claims: () => ({ sub, name: nameOf(sub) }),
      }),
    });
    this.#answer = oidc.callback();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
