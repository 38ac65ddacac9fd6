import { randomUUID } from 'node:crypto';
import { identitySchema, valid, type Identity } from './input.ts';
import { knownPerson, tell } from './rows.ts';
import type { SignedWrites } from './signed-writes.ts';

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
      await db.insertInto('person').values({ id, issuer, subject, name }).execute();
    } else if (known.name !== name) {
      await db.updateTable('person').set({ name }).where('id', '=', id).execute();
      await tell(db, { kind: 'renamed', person: id, at: writes.at() });
    }
    return id;
  });
}

/** Forgets who a person is. What they said stays, under {@link formerParticipant}. */
export async function erasePerson(writes: SignedWrites, person: string): Promise<void> {
  await writes.writeUnasked(async (db) => {
    await knownPerson(db, person);
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
