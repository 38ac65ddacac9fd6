import * as client from 'openid-client';
import { z } from 'zod';
import { partsOfAddress } from '../../ground/trust/web-address.ts';
import { nameOf } from './openid.ts';
import { asNotSignedIn } from './provider-fault.ts';
import { NotSignedIn, type Provider } from './sign-in-way.ts';

export interface GithubOptions {
  clientId: string;
  clientSecret: string;
  /** `https://github.com`, or a server of one's own. */
  web?: string;
  /** `https://api.github.com`, or `https://HOST/api/v3`. */
  api?: string;
}

/** GitHub's answer to "who am I" (REST, `GET /user`); the login changes, the number stays. */
const userSchema = z.object({ id: z.int().positive(), login: z.string() });

/**
 * Sign-in by GitHub: OAuth 2 with PKCE. No scope is asked for, so what it gives may read what
 * everybody can, and nothing is done on somebody's behalf.
 */
export function githubProvider({
  clientId,
  clientSecret,
  web = 'https://github.com',
  api = 'https://api.github.com',
}: GithubOptions): Provider {
  const configuration = new client.Configuration(
    {
      issuer: web,
      authorization_endpoint: `${web}/login/oauth/authorize`,
      token_endpoint: `${web}/login/oauth/access_token`,
    },
    clientId,
    clientSecret,
    client.ClientSecretPost(clientSecret),
  );
  configuration.timeout = 10;
  // Only on this machine, for tests.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- said there to be for this alone
  if (web.startsWith('http:')) client.allowInsecureRequests(configuration);
  return {
    begin: async ({ redirect, state, verifier }) =>
      client.buildAuthorizationUrl(configuration, {
        redirect_uri: redirect,
        state,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href,
    finish: async (address, { state, verifier }) => {
      try {
        const { access_token: token } = await client.authorizationCodeGrant(
          configuration,
          address,
          { expectedState: state, pkceCodeVerifier: verifier },
        );
        const answer = await client.fetchProtectedResource(
          configuration,
          token,
          partsOfAddress(`${api}/user`),
          'GET',
          undefined,
          new Headers({ accept: 'application/vnd.github+json', 'user-agent': 'crossplan' }),
        );
        const { id, login } = userSchema.parse(await answer.json());
        return { issuer: web, subject: String(id), name: nameOf([login], `Member ${id}`) };
      } catch (error) {
        throw error instanceof NotSignedIn ? error : asNotSignedIn(error);
      }
    },
  };
}
