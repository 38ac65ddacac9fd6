import { createHash, randomUUID } from 'node:crypto';
import type { Transaction } from 'kysely';
import { identitySchema, valid, type Identity } from './input.ts';
import { Refused } from './refused.ts';
import { knownPerson, tell } from './rows.ts';
import type { SignedWrites } from './signed-writes.ts';
import type { Tables } from './tables.ts';

/** What stands in place of the name of a person who was erased. */
export const formerParticipant = 'former participant';

/** The person who has an identity, with the name that they have now; made when seen first. */
export async function personOf(writes: SignedWrites, given: Identity): Promise<string> {
  const { issuer, subject, name } = valid(identitySchema, given);
  return writes.writeUnasked(async (db) => {
    const known = await db
      .selectFrom('person')
      .where('issuer', '=', issuer)
      .where('subject', '=', subject)
      .select(['id', 'name'])
      .executeTakeFirst();
    const id = known?.id ?? randomUUID();
    if (known === undefined) {
      await refuseBarred(db, hashOf(issuer, subject));
      await db.insertInto('person').values({ id, issuer, subject, name }).execute();
    } else if (known.name !== name) {
      await db.updateTable('person').set({ name }).where('id', '=', id).execute();
      await tell(db, { kind: 'renamed', person: id, at: writes.at() });
    }
    return id;
  });
}

/**
 * Forgets who a person is. What they said stays, under {@link formerParticipant}. Of who is banned a
 * hash of their identity stays, until a moderator ends that.
 */
export async function erasePerson(writes: SignedWrites, person: string): Promise<void> {
  await writes.writeUnasked(async (db) => {
    await knownPerson(db, person);
    await keepBarred(db, person);
    await db
      .updateTable('person')
      .set({ issuer: null, subject: null, name: formerParticipant })
      .where('id', '=', person)
      .execute();
    await db.deleteFrom('session').where('person', '=', person).execute();
    await db.deleteFrom('answered').where('person', '=', person).execute();
    await tell(db, { kind: 'erased', person, at: writes.at() });
  });
}

async function keepBarred(db: Transaction<Tables>, person: string): Promise<void> {
  const row = await db
    .selectFrom('ban')
    .innerJoin('person', 'person.id', 'ban.person')
    .where('person.id', '=', person)
    .select(['person.issuer', 'person.subject'])
    .executeTakeFirst();
  if (row?.issuer == null || row.subject === null) return;
  const identity = hashOf(row.issuer, row.subject);
  await db.insertInto('barred').values({ identity, person }).execute();
}

async function refuseBarred(db: Transaction<Tables>, identity: string): Promise<void> {
  const barred = await db
    .selectFrom('barred')
    .innerJoin('ban', 'ban.person', 'barred.person')
    .where('barred.identity', '=', identity)
    .select('ban.reason')
    .executeTakeFirst();
  if (barred !== undefined) throw new Refused('banned', `may not write: ${barred.reason}`);
}

function hashOf(issuer: string, subject: string): string {
  return createHash('sha256')
    .update(JSON.stringify([issuer, subject]))
    .digest('hex');
}
