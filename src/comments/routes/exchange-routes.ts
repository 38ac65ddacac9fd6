import { annotationPage } from '../exchange/annotation.ts';
import { suggestionPatch } from '../exchange/suggestion-patch.ts';
import { answersSchema } from './answer-schema.ts';
import { answer, NoAnswer } from './answer.ts';
import { route, type Asked, type Route } from './route.ts';
import { shownThread } from './shown-thread.ts';
import { threadAddress } from './thread-address.ts';
import { known } from './thread-routes.ts';

/** What other programs read: whether concerns are open, all threads as a whole, a patch. */
export const exchangeRoutes: readonly Route[] = [
  route('GET', '/comments/schema.json', () => Promise.resolve(answer(answersSchema()))),
  // For who watches the server: it is up, and its store answers.
  route('GET', '/comments/health', async (asked) => {
    const { store, onFault } = asked.site;
    await store.answers().catch((error: unknown) => {
      onFault(error);
      throw new NoAnswer(503, 'store', 'the store does not answer');
    });
    return answer({ ok: true });
  }),
  route('GET', '/comments/:proposal/gate', async (asked) => {
    await known(asked, asked.proposal);
    const gate = await asked.site.store.gate(asked.proposal);
    // So that `curl --fail` of a pipeline ends as it should.
    const isShut = asked.query.get('fail') === '1' && gate.open.length > 0;
    return answer(gate, { status: isShut ? 409 : 200 });
  }),
  route('GET', '/comments/:proposal/threads.jsonl', async (asked) => {
    const threads = await allThreads(asked);
    const lines = threads.map((one) => `${JSON.stringify(shownThread(one))}\n`);
    return file(lines.join(''), 'application/jsonl', 'threads.jsonl');
  }),
  route('GET', '/comments/:proposal/annotations.json', async (asked) => {
    const threads = await allThreads(asked);
    const first = threads[0];
    const pageAddress =
      first === undefined
        ? ''
        : (await threadAddress(asked, asked.proposal, first.id)).split('#')[0];
    const texts = new Map<string, string>();
    for (const { revision } of threads) {
      if (texts.has(revision)) continue;
      texts.set(revision, (await asked.site.store.revisions.text(asked.proposal, revision)) ?? '');
    }
    const id = asked.address(asked.path);
    const page = annotationPage({ id, target: pageAddress ?? '', threads, texts });
    return file(`${JSON.stringify(page)}\n`, 'application/ld+json', 'annotations.json');
  }),
  route('GET', '/comments/threads/:id/patch', async (asked) => {
    const { store, keeper, sourceOf } = asked.site;
    const { proposal } = await store.where(asked.id);
    const thread = await store.thread(asked.id, undefined, await asked.viewer(proposal));
    const list = await keeper.list(proposal);
    const source = list === undefined ? undefined : await sourceOf(list.slug);
    if (list === undefined || source === undefined) {
      throw new NoAnswer(404, 'not found', 'this server has no source of that proposal');
    }
    const patch = suggestionPatch(thread, `proposals/${list.slug}/index.md`, source);
    if ('refused' in patch) throw new NoAnswer(409, 'conflict', patch.refused);
    return file(patch.text, 'text/x-patch', `suggestion-${asked.id}.patch`);
  }),
];

/** All threads of a proposal that everybody may see. */
async function allThreads(asked: Asked) {
  await known(asked, asked.proposal);
  return asked.site.store.allThreads(asked.proposal);
}

function file(text: string, type: string, name: string): Response {
  return new Response(text, {
    headers: {
      'content-type': `${type}; charset=utf-8`,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    },
  });
}
