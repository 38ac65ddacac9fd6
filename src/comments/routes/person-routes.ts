import { h } from 'hastscript';
import { answer } from './answer.ts';
import { sessionCookie } from './cookie.ts';
import { formOf } from './guarded-body.ts';
import { NoAnswer } from './answer.ts';
import { page, seeOther } from './page.ts';
import { route, type Asked, type Route } from './route.ts';

/** What a person may do with what is kept of them. */
export const personRoutes: readonly Route[] = [
  route('GET', '/comments/me/export', async (asked) => {
    const { id } = await asked.someone();
    const headers = { 'content-disposition': 'attachment; filename="comments.json"' };
    return answer(await asked.site.store.exportPerson(id), { headers });
  }),
  route('DELETE', '/comments/me', async (asked) => {
    await erase(asked);
    return answer({ erased: true }, { headers: signedOut(asked) });
  }),
  route('GET', '/comments/me', async (asked) => {
    const { name, id } = await asked.someone();
    const { base } = asked.site;
    return page(
      asked,
      { title: `You are ${name}` },
      h('ul', [
        h('li', h('a', { href: `${base}/comments/me/export` }, 'Everything that is kept of you')),
        h(
          'li',
          h('a', { href: `${base}/comments/people/${id}/feed.atom` }, 'Answers to you, as a feed'),
        ),
      ]),
      h('form', { method: 'post', action: `${base}/comments/sign-out` }, h('button', 'Sign out')),
      h('h2', 'Leave'),
      h(
        'p',
        'Your identity and name are forgotten. What you said stays, under “former participant”; open concerns stay open.',
      ),
      h('form', { method: 'post', action: `${base}/comments/me/erase` }, [
        h(
          'p',
          h('label', [
            h('input', { type: 'checkbox', name: 'sure', value: 'yes', required: true }),
            ' I am sure',
          ]),
        ),
        h('button', 'Forget me'),
      ]),
    );
  }),
  route('POST', '/comments/me/erase', async (asked) => {
    const form = await formOf(asked.request);
    if (form.get('sure') !== 'yes') throw new NoAnswer(422, 'invalid', 'say that you are sure');
    await erase(asked);
    return seeOther(`${asked.site.base}/`, signedOut(asked));
  }),
];

async function erase(asked: Asked): Promise<void> {
  await asked.site.store.erase((await asked.someone()).id);
}

function signedOut(asked: Asked): Record<string, string> {
  return { 'set-cookie': sessionCookie.clear(asked.site.origins[0]) };
}
