import { h } from 'hastscript';
import { blocksOf } from '../anchoring/blocks.ts';
import { longestPassage } from '../anchoring/selector-schema.ts';
import { selectorsOf } from '../anchoring/selector.ts';
import { threadKinds } from '../store/tables.ts';
import { NoAnswer } from './answer.ts';
import { formOf } from './guarded-body.ts';
import { page, seeOther } from './page.ts';
import { threadOf, typed } from './request-schema.ts';
import type { Asked } from './route.ts';
import { threadPage } from './thread-page-address.ts';
import { known } from './thread-routes.ts';

/** The text of the head, each block of which can be commented on. */
export async function passagesPage(asked: Asked): Promise<Response> {
  const { site, proposal } = asked;
  const { text } = await headOf(asked);
  const blocks = blocksOf(text).map(({ start, end }, i) =>
    h('section', [
      h('p', text.slice(start, end)),
      h(
        'p',
        h('a', { href: `${site.base}/comments/${proposal}/passages/${i}` }, 'Comment on this'),
      ),
    ]),
  );
  return page(asked, { title: `Passages of proposal ${proposal}` }, blocks);
}

/** A form for what somebody says of a block. */
export async function newThreadPage(asked: Asked): Promise<Response> {
  const { site, proposal, parts } = asked;
  const { revision, text, block } = await blockOf(asked);
  const here = `${site.base}/comments/${proposal}/passages/${parts[1] ?? ''}`;
  if ((await asked.who()) === undefined) {
    return seeOther(`${site.base}/comments/sign-in?returnTo=${encodeURIComponent(here)}`);
  }
  return page(
    asked,
    { title: 'Comment on a passage' },
    h('blockquote', text.slice(block.start, block.end)),
    h('form', { method: 'post', action: here }, [
      h('input', { type: 'hidden', name: 'revision', value: revision }),
      h(
        'p',
        h('label', [
          'Kind ',
          h(
            'select',
            { name: 'kind' },
            threadKinds.map((kind) => h('option', { value: kind }, kind)),
          ),
        ]),
      ),
      h(
        'p',
        h('label', ['What you say, in Markdown', h('textarea', { name: 'body', required: true })]),
      ),
      h('button', 'Comment'),
    ]),
  );
}

/** Takes what that form says. */
export async function openThread(asked: Asked): Promise<Response> {
  const by = await asked.writer();
  const form = await formOf(asked.request);
  const { revision, text, block } = await blockOf(asked, form.get('revision') ?? undefined);
  const given = threadOf({
    kind: form.get('kind'),
    revision,
    passage: selectorsOf(text, block),
    body: typed(form.get('body')),
  });
  const { thread } = await asked.site.store.open(by, { ...given, proposal: asked.proposal });
  asked.site.keeper.placeLater(asked.proposal);
  return seeOther(await threadPage(asked, thread));
}

/** A block of a revision, no longer than a passage may be. */
async function blockOf(asked: Asked, revision?: string) {
  const head = await headOf(asked, revision);
  const block = blocksOf(head.text)[Number(asked.parts[1])];
  if (block === undefined) throw new NoAnswer(404, 'not found', 'no such passage');
  const end = Math.min(block.end, block.start + longestPassage);
  return { ...head, block: { start: block.start, end: onCharacter(head.text, end) } };
}

function onCharacter(text: string, end: number): number {
  return /[\uD800-\uDBFF]/.test(text.charAt(end - 1)) ? end - 1 : end;
}

async function headOf(asked: Asked, wanted?: string) {
  const { site, proposal } = asked;
  await known(asked, proposal);
  const revision = wanted ?? (await site.store.revisions.head(proposal)) ?? '';
  const text = await site.store.revisions.text(proposal, revision);
  if (text === undefined) throw new NoAnswer(404, 'not found', 'no such revision');
  return { revision, text };
}
