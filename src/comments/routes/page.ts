import type { Element, ElementContent, Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import type { NoAnswer } from './answer.ts';
import type { Asked } from './route.ts';

/** What a page of this server may do: show itself, and send its forms here. */
const policy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const style = `
:root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
html { background: light-dark(#ffffff, #14191b); color: light-dark(#16201f, #e8eceb); }
a { color: light-dark(#0b6b64, #8fe3d5); }
body { max-width: 46rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
blockquote { margin: 0 0 0.5rem; padding-left: 0.75rem; border-left: 3px solid #8888; }
article { margin: 1rem 0; padding: 0.75rem 1rem; border: 1px solid #8886; border-radius: 0.5rem; }
article > section { border-top: 1px solid #8884; padding-top: 0.5rem; }
textarea { width: 100%; box-sizing: border-box; min-height: 6rem; font: inherit; }
button, input, select { font: inherit; padding: 0.25rem 0.75rem; }
form.beside { display: inline-block; margin-right: 0.5rem; }
pre { overflow-x: auto; } .note { opacity: 0.8; }
`;

/** The style of the server's own pages, from an address of its own. */
export function styleSheet(): Response {
  return new Response(style, {
    headers: {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'max-age=3600',
      'x-content-type-options': 'nosniff',
    },
  });
}

export interface PageHead {
  title: string;
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Addresses of feeds. */
  feed?: string;
}

/** A page that needs no script. */
export function page(
  asked: Asked,
  { title, status = 200, headers = {}, feed }: PageHead,
  ...content: (ElementContent | ElementContent[])[]
): Response {
  const { base } = asked.site;
  return htmlAnswer(
    document(
      title,
      [
        h('link', { rel: 'stylesheet', href: `${base}/comments/style.css` }),
        h('link', { rel: 'icon', href: `${base}/favicon.svg`, type: 'image/svg+xml' }),
        ...(feed === undefined
          ? []
          : [h('link', { rel: 'alternate', type: 'application/atom+xml', href: feed })]),
      ],
      [
        h('header', h('p', h('a', { href: `${base}/` }, 'Crossplan'))),
        h('main', [h('h1', title), ...content.flat()]),
      ],
    ),
    status,
    headers,
  );
}

/** What a browser without scripts is told that went wrong. */
export function faultPage({ status, code, message, headers }: NoAnswer): Response {
  const body = [h('main', [h('h1', 'That was not done'), h('p', `${message} (${code})`)])];
  return htmlAnswer(document('That was not done', [], body), status, headers);
}

/** HTML that is safe already: a comment's. */
export function safeContent(html: string): ElementContent {
  return { type: 'raw', value: html } as unknown as ElementContent;
}

/** Leads a browser on by GET. */
export function seeOther(
  location: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return new Response(null, {
    status: 303,
    headers: {
      location,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      ...headers,
    },
  });
}

function document(title: string, head: Element[], body: Element[]): Root {
  const viewport = { name: 'viewport', content: 'width=device-width, initial-scale=1' };
  return h(null, [
    { type: 'doctype' },
    h('html', { lang: 'en' }, [
      h('head', [
        h('meta', { charset: 'utf-8' }),
        h('title', title),
        h('meta', viewport),
        h('meta', { name: 'robots', content: 'noindex' }),
        ...head,
      ]),
      h('body', body),
    ]),
  ]);
}

function htmlAnswer(
  tree: Root,
  status: number,
  headers: Readonly<Record<string, string>>,
): Response {
  return new Response(`${toHtml(tree, { allowDangerousHtml: true })}\n`, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'same-origin',
      vary: 'cookie',
      ...headers,
    },
  });
}
