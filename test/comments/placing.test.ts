import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BroadcastChannel } from 'node:worker_threads';
import { expect, onTestFinished, test } from 'vitest';
import { selectorsOf } from '../../src/comments/anchoring/selector.ts';
import { textsOfBuild } from '../../src/comments/revision-texts.ts';
import { Placing } from '../../src/comments/server/placing.ts';
import { RevisionKeeper } from '../../src/comments/server/revision-keeper.ts';
import { openStore } from '../../src/comments/store/open-store.ts';
import { temporaryFolder } from '../support/proposals.ts';
import { begun } from './support/endless-worker.ts';
import { writeTexts } from './support/served.ts';

const first = 'The plan\nEvery service moves in one release.';
const dear = `${first}\nThis one is endless`;
const third = `A line before.\n${first}`;

test('a text that takes too long is ended; its threads are there and not told, and the next text is placed', async () => {
  const folder = await temporaryFolder();
  onTestFinished(() => rm(folder, { recursive: true }));
  const limits: AbortController[] = [];
  const worker = new URL('support/endless-worker.ts', import.meta.url);
  await using placing = new Placing({
    worker,
    limit: () => {
      const one = new AbortController();
      limits.push(one);
      return one.signal;
    },
  });
  await using store = await openStore({ file: join(folder, 'comments.sqlite') });
  const faults: unknown[] = [];
  const keeper = new RevisionKeeper(store, textsOfBuild(folder), placing.place, (fault) =>
    faults.push(fault),
  );
  const publish = async (texts: string[]) => {
    const ids = await writeTexts(folder, 1, texts);
    const given = texts.map((text, i) => ({ text, number: i + 1 }));
    await store.revisions.publish(1, given, ids.at(-1));
    return ids.at(-1) ?? '';
  };
  const revision = await publish([first]);
  const person = await store.personOf({ issuer: 'local', subject: 'ada', name: 'Ada' });
  const start = first.indexOf('moves');
  const passage = selectorsOf(first, { start, end: first.length });
  const wanted = { proposal: 1, kind: 'concern', revision, passage, body: 'Why?' } as const;
  const { thread } = await store.open({ person }, wanted);

  const channel = new BroadcastChannel(begun);
  const atWork = once(channel, 'message');
  await publish([first, dear]);
  keeper.placeLater(1);
  await atWork;
  channel.close();
  // The server goes on while it is at work, and once its time is up.
  await store.reply({ person }, thread, 'Still there.');
  limits[0]?.abort();
  await keeper.whenPlaced();
  const notTold = await store.thread(thread);
  expect(notTold.placement).toMatchObject({ outcome: 'orphaned', method: 'none', start });
  expect(notTold.lookAgain).toBe(true);
  expect((await store.threads({ proposal: 1 })).threads).toHaveLength(1);
  expect(await store.gate(1)).toEqual({ open: [thread] });

  await publish([first, dear, third]);
  keeper.placeLater(1);
  await keeper.whenPlaced();
  const placed = await store.thread(thread);
  expect(placed.placement).toMatchObject({ outcome: 'exact', start: third.indexOf('moves') });
  expect(placed.comments).toHaveLength(2);
  expect([limits.length, faults]).toEqual([2, []]);
});
