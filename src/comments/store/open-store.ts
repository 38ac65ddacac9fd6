import { holdLock } from '../../ground/lock.ts';
import { CommentStore } from './comment-store.ts';
import { openDatabase, type StorePlace } from './open-database.ts';
import { bringToShape } from './shape.ts';
import { WholeWrites } from './whole-writes.ts';

/**
 * Opens the store and brings its tables to today's form.
 *
 * @param now the clock
 * @throws {Locked} where another server has the file
 * @throws {StoreFault} where it cannot be used
 */
export async function openStore(
  place: StorePlace,
  now: () => Date = () => new Date(),
): Promise<CommentStore> {
  await using opened = new AsyncDisposableStack();
  if ('file' in place) opened.use(await holdFile(place.file));
  const { db, engine, name, pool } = opened.use(await openDatabase(place));
  await bringToShape(db, engine, { what: name });
  return new CommentStore(new WholeWrites(db, engine), now, opened.move(), pool);
}

/**
 * Takes the lock of a file, which a server has while it runs: SQLite lets two write, but each would
 * know nothing of the other's background work.
 *
 * @throws {Locked} where a server has it
 */
export function holdFile(file: string) {
  return holdLock(`${file}.lock`, 'another server has the comments');
}
