import type { StorePlace } from '../../../src/comments/store/open-database.ts';
import { openStore } from '../../../src/comments/store/open-store.ts';

/**
 * A server in small: opens one thread after the other and says the id of each once the store has
 * answered. It is killed in the middle.
 */
const [place = '{}', revision = '', many = '0'] = process.argv.slice(2);
const store = await openStore(JSON.parse(place) as StorePlace);
const person = await store.personOf({ issuer: 'https://id.example', subject: 'poster', name: 'P' });
for (let i = 0; i < Number(many); i++) {
  const { thread } = await store.open(
    { person },
    {
      proposal: 1,
      kind: 'remark',
      revision,
      passage: {
        position: { type: 'TextPositionSelector', start: 0, end: 3 },
        quote: { type: 'TextQuoteSelector', exact: 'The', prefix: '', suffix: '' },
      },
      body: `Remark ${i}`,
    },
  );
  process.stdout.write(`${thread}\n`);
}
await store.close();
