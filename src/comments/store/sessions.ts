import { createHash, randomBytes } from 'node:crypto';
import type { Tables } from './tables.ts';
import type { WholeWrites } from './whole-writes.ts';

const dayMs = 86_400_000;
/** How long a session lasts, and a sign-in may take. */
const sessionMs = 30 * dayMs;
const signInMs = 10 * 60_000;

/** What a sign-in under way has to remember; the way's own words. */
export interface PendingSignIn {
  way: string;
  verifier: string;
  nonce: string;
  returnTo: string;
}

/** Whose session it is. */
export interface SignedIn {
  id: string;
  name: string;
  issuer: string;
  subject: string;
  isBanned: boolean;
}

/** Who is signed in, and sign-ins under way. A browser's token is kept as its hash alone. */
export class Sessions {
  readonly #whole: WholeWrites;
  readonly #now: () => Date;

  constructor(whole: WholeWrites, now: () => Date) {
    this.#whole = whole;
    this.#now = now;
  }

  /** A new session of a person; returns its token. */
  async begin(person: string): Promise<string> {
    const token = newToken();
    await this.#whole.write(async (db) => {
      const at = this.#at();
      await db.deleteFrom('session').where('ends', '<=', at).execute();
      await db
        .insertInto('session')
        .values({ hash: hashOf(token), person, at, ends: this.#at(sessionMs) })
        .execute();
    });
    return token;
  }

  /** Whose session it is, with their identity; undefined: nobody's any more. */
  async personOf(token: string): Promise<SignedIn | undefined> {
    const row = await this.#whole.db
      .selectFrom('session')
      .innerJoin('person', 'person.id', 'session.person')
      .leftJoin('ban', 'ban.person', 'person.id')
      .where('session.hash', '=', hashOf(token))
      .where('session.ends', '>', this.#at())
      .select(['person.id', 'person.name', 'person.issuer', 'person.subject', 'ban.reason'])
      .executeTakeFirst();
    const { issuer, subject } = row ?? {};
    if (row === undefined || issuer == null || subject == null) return undefined;
    return { id: row.id, name: row.name, issuer, subject, isBanned: row.reason !== null };
  }

  async end(token: string): Promise<void> {
    await this.#whole.write((db) =>
      db.deleteFrom('session').where('hash', '=', hashOf(token)).execute(),
    );
  }

  /** Ends every session of a person; returns how many there were. */
  async endAll(person: string): Promise<number> {
    const rows = await this.#whole.write((db) =>
      db.deleteFrom('session').where('person', '=', person).returning('hash').execute(),
    );
    return rows.length;
  }

  /** Remembers a sign-in under way: `state` goes to the provider, `browser` stays with the browser. */
  async beginSignIn(pending: PendingSignIn): Promise<{ state: string; browser: string }> {
    const [state, browser] = [newToken(), newToken()];
    const { way, verifier, nonce, returnTo } = pending;
    const row: Tables['sign_in'] = {
      ...{ way, verifier, nonce, return_to: returnTo, ends: this.#at(signInMs) },
      ...{ state: hashOf(state), browser: hashOf(browser) },
    };
    await this.#whole.write(async (db) => {
      await db.deleteFrom('sign_in').where('ends', '<=', this.#at()).execute();
      await db.insertInto('sign_in').values(row).execute();
    });
    return { state, browser };
  }

  /** Takes a sign-in: once, in time, in the browser where it began; undefined otherwise. */
  async takeSignIn(state: string, browser: string): Promise<PendingSignIn | undefined> {
    const row = await this.#whole.write((db) =>
      db.deleteFrom('sign_in').where('state', '=', hashOf(state)).returningAll().executeTakeFirst(),
    );
    if (row === undefined || row.ends <= this.#at() || row.browser !== hashOf(browser)) {
      return undefined;
    }
    return { way: row.way, verifier: row.verifier, nonce: row.nonce, returnTo: row.return_to };
  }

  #at(laterMs = 0): string {
    return new Date(this.#now().getTime() + laterMs).toISOString();
  }
}

/** 256 bits, as letters that a cookie and an address carry as they are. */
function newToken(): string {
  return randomBytes(32).toString('base64url');
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
