import * as client from 'openid-client';
import { publicName } from '../../ground/foreign-text.ts';
import { partsOfAddress } from '../../ground/trust/web-address.ts';
import { withoutHidden } from '../../ground/trust/hidden-characters.ts';
import { type Provider } from './sign-in-way.ts';
import { asNotSignedIn } from './provider-fault.ts';

/** Seconds that a provider may take to answer. */
const limitSeconds = 10;

export interface OpenidOptions {
  /** The provider's issuer: `https://login.example.org`. */
  issuer: string;
  clientId: string;
  clientSecret: string;
}

/**
 * Sign-in by any OpenID Connect provider: code flow with PKCE, state and nonce. Who somebody is, is the
 * issuer and subject of the ID token; no e-mail address is asked for.
 */
export function openidProvider({ issuer, clientId, clientSecret }: OpenidOptions): Provider {
  let known: Promise<client.Configuration> | undefined;
  const configuration = () => {
    known ??= discover(issuer, clientId, clientSecret).catch((error: unknown) => {
      // It may be there the next time.
      known = undefined;
      throw asNotSignedIn(error);
    });
    return known;
  };
  return {
    begin: async ({ redirect, state, verifier, nonce }) =>
      client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirect,
        scope: 'openid profile',
        state,
        nonce,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      }).href,
    finish: async (address, { state, verifier, nonce }) => {
      try {
        const tokens = await client.authorizationCodeGrant(await configuration(), address, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new Error('no ID token');
        const { iss, sub } = claims;
        let said = namesIn(claims);
        // Many providers tell a name only where they are asked for it apart.
        const at = (await configuration()).serverMetadata().userinfo_endpoint;
        if (said.length === 0 && at !== undefined) {
          said = namesIn(
            await client.fetchUserInfo(await configuration(), tokens.access_token, sub),
          );
        }
        return { issuer: iss, subject: sub, name: nameOf(said, `Member ${sub.slice(0, 8)}`) };
      } catch (error) {
        throw asNotSignedIn(error);
      }
    },
  };
}

function namesIn(claims: Readonly<Record<string, unknown>>): unknown[] {
  return ['name', 'preferred_username', 'nickname']
    .map((name) => claims[name])
    .filter((one) => one !== undefined);
}

function discover(issuer: string, id: string, secret: string): Promise<client.Configuration> {
  const server = partsOfAddress(issuer);
  // Only on this machine, for development and tests.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- said there to be for this alone
  const execute = server.protocol === 'http:' ? [client.allowInsecureRequests] : [];
  return client.discovery(server, id, secret, undefined, { execute, timeout: limitSeconds });
}

/** A name as it may be shown: one line, nothing hidden in it, no e-mail address. */
export function nameOf(said: readonly unknown[], otherwise: string): string {
  const words = said.map((one) =>
    typeof one === 'string' ? withoutHidden(one.toWellFormed(), () => '').slice(0, 100) : null,
  );
  const name = publicName(...words)
    ?.replace(/\s+/g, ' ')
    .trim()
    .toWellFormed();
  if (name !== undefined && name !== '') return name;
  return otherwise;
}
