import type { Identity } from '../store/input.ts';

/** What a provider is asked, and what it must give back. */
export interface Challenge {
  /** Where it sends the browser back to. */
  redirect: string;
  state: string;
  verifier: string;
  nonce: string;
}

/** One way to sign in. */
export interface SignInWay {
  /** Its part of an address: `github`. */
  id: string;
  /** As people know it. */
  name: string;
  /** By a provider; without one it is the local development identity. */
  provider?: Provider;
}

export interface Provider {
  /** The provider's address that a browser is sent to. */
  begin: (challenge: Challenge) => Promise<string>;
  /**
   * Who came back.
   *
   * @param address the whole address at which they came back
   * @throws {NotSignedIn} where the provider did not say so
   */
  finish: (address: URL, challenge: Challenge) => Promise<Identity>;
}

/** A provider did not say who somebody is; the message is for them. */
export class NotSignedIn extends Error {
  override name = 'NotSignedIn';
}
