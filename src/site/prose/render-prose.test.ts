import fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import type { Proposal } from '../../proposal/load-proposals.ts';
import { linkProtocols } from '../../ground/trust/safe-html.ts';
import type { ReviewMark } from './remark-review-links.ts';
import { renderProse } from './render-prose.ts';

const stages = [{ id: 'one', title: 'The first' }];

async function rendered(body: string): Promise<string> {
  const proposal = { body, frontMatter: { stages, glossary: {} } } as unknown as Proposal;
  const { parts } = await renderProse(proposal, [], () => undefined);
  return parts
    .map(({ html, stage }) => html + (stage === undefined ? '' : `[card ${stage}]`))
    .join('');
}

/** Every way of a page to run or to load something that a text reached. */
function dangers(html: string): string[] {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
  const found: string[] = [];
  for (const element of document.body.querySelectorAll('*')) {
    const tag = element.tagName.toLowerCase();
    if (
      /^(script|iframe|object|embed|base|meta|link|form|style|svg|math|img|video|audio|source|picture|template|crossplan-stage|button|textarea|select)$/.test(
        tag,
      )
    ) {
      found.push(tag);
    }
    for (const { name, value } of element.attributes) {
      if (
        /^on|^(srcdoc|src|srcset|action|formaction|poster|background|ping|target|name|data-own)$/i.test(
          name,
        )
      ) {
        found.push(`${tag} ${name}`);
      }
      // Highlighting has styles of its own, in code alone.
      if (name === 'style' && element.closest('pre') === null) found.push(`${tag} style`);
      if (name === 'href') {
        const protocol = /^([a-z][a-z0-9+.-]*):/i.exec(
          // A browser ignores tabs and line breaks anywhere and controls before.
          value.replace(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+/, ''), // eslint-disable-line no-control-regex
        )?.[1];
        if (protocol !== undefined && !linkProtocols.includes(protocol.toLowerCase())) {
          found.push(`href ${protocol}`);
        }
      }
      if (name === 'id' && !/^(user-content-|text-|stage-)/.test(value)) found.push(`id ${value}`);
    }
  }
  return found;
}

const hostile = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<input autofocus onfocus=alert(1)>',
  '<details open ontoggle=alert(1)>x</details>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  'text[^1]\n\n[^1]: <img src=x onerror=alert(1)>',
  '<base href="https://evil.example/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.example/">',
  '<form action="https://evil.example/"><button>Sign in</button></form>',
  '<style>body { display: none }</style>',
  '<p style="position:fixed;inset:0">over all</p>',
  '<link rel="stylesheet" href="https://evil.example/a.css">',
  '![pixel](https://evil.example/pixel.png)',
  '![pixel](//evil.example/pixel.png)',
  '<picture><source srcset="https://evil.example/a.png"><img src="a.png"></picture>',
  '<video src="https://evil.example/a.mp4" poster="https://evil.example/a.png"></video>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '[a](javascript:alert(1))',
  '[a](JaVaScRiPt:alert(1))',
  '[a](&#106;avascript:alert(1))',
  '[a](<java\tscript:alert(1)>)',
  '<a href="java&#10;script:alert(1)">a</a>',
  '<a href="&#1;javascript:alert(1)">a</a>',
  '[a](data:text/html,<script>alert(1)</script>)',
  '[a](vbscript:msgbox(1))',
  '<a href="blob:https://evil.example/1">a</a>',
  '[a][b]\n\n[b]: javascript:alert(1)',
  '<javascript:alert(1)>',
  '<a xlink:href="javascript:alert(1)">a</a>',
  '<a href="#" ping="https://evil.example/" target="_blank">a</a>',
  '<crossplan-stage stage="one"></crossplan-stage>',
  '[a](b "<crossplan-stage stage=\\"one\\"></crossplan-stage>")',
  '`<crossplan-stage stage="one"></crossplan-stage>`',
  '<p data-own="x {&quot;name&quot;:&quot;script&quot;,&quot;properties&quot;:{}}">alert(1)</p>',
  '<h2 id="location">x</h2>\n\n## location\n\n<a name="forms" id="cookie">x</a>',
  '<table><tr><td><form id="StarlightThemeProvider"></form></td></tr></table>',
  '```html" onload="alert(1)\nx\n```',
  '<div onclick="alert(1)" hidden contenteditable tabindex="1">x</div>',
  '<!--><img src=x onerror=alert(1)>-->',
  '<![CDATA[><img src=x onerror=alert(1)>]]>',
  '<?php ><img src=x onerror=alert(1)> ?>',
  '<template><img src=x onerror=alert(1)></template>',
  '<textarea></textarea><img src=x onerror=alert(1)>',
  '<title></title><img src=x onerror=alert(1)>',
  '</p></div></main><script>alert(1)</script>',
  '<a href="https://good.example" onmouseover="alert(1)">a</a>',
];

describe('contributed prose', () => {
  it.each(hostile)('runs nothing, loads nothing and plants nothing: %s', async (body) => {
    const html = await rendered(`${body}\n\nThe text goes on.\n`);
    expect(dangers(html)).toEqual([]);
    expect(html).not.toContain('[card ');
  });

  it('keeps what prose needs', async () => {
    const html = await rendered(
      [
        '## Why not?',
        'See [below](#why-not), [there](https://example.org/), <kbd>Ctrl</kbd> and H<sub>2</sub>O[^1].',
        '- [x] done',
        '| a | b |\n| :-: | - |\n| 1 | 2 |',
        '```ts\nconst a = 1;\n```',
        '![a plan](https://example.org/plan.png)',
        '<details><summary>More</summary>\n\nhidden\n\n</details>',
        '### Stage: one',
        '[^1]: A note.',
      ].join('\n\n'),
    );
    for (const part of [
      '<h2 id="text-why-not">Why not?</h2>',
      '<a href="#text-why-not">below</a>',
      '<a href="https://example.org/">there</a>',
      '<kbd>Ctrl</kbd>',
      '<sub>2</sub>',
      'href="#user-content-fn-1" id="user-content-fnref-1"',
      '<li id="user-content-fn-1">',
      '<input type="checkbox" checked disabled>',
      '<table data-cards="" role="table">',
      '<th align="center" role="columnheader">a</th>',
      '--shiki-light',
      '<a href="https://example.org/plan.png">Image: a plan</a>',
      '<summary>More</summary>',
      '<h3 id="stage-one">The first</h3>\n[card one]',
    ]) {
      expect(html).toContain(part);
    }
  });

  it('costs its own page alone where nothing can be made of it', async () => {
    const proposal = {
      folder: 'proposals/0001-deep',
      body: '>'.repeat(5000),
      frontMatter: { stages, glossary: {} },
    } as unknown as Proposal;
    expect(await renderProse(proposal, [], () => undefined)).toMatchObject({
      parts: [],
      fault: { file: 'proposals/0001-deep/index.md', message: 'nested too deeply' },
    });
  });

  it('leads to no attribute or protocol outside the list, whatever the Markdown', async () => {
    const piece = fc.oneof(
      fc.constantFrom(...hostile),
      fc.constantFrom(
        '<',
        '>',
        '"',
        "'",
        '`',
        '](',
        '[',
        '\n',
        '\n\n',
        '    ',
        '- ',
        '> ',
        '&lt;',
        '<!--',
        '-->',
        '<svg>',
        '</svg>',
        '<math>',
        '<style>',
        '</style>',
        '<table>',
        '<td>',
        '<a href=',
        'javascript:',
        '|',
      ),
      fc.string({ maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
        expect(dangers(await rendered(pieces.join('')))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

describe('the canonical text of a revision', () => {
  const systems = [{ kind: 'gerrit' as const, host: 'r.example.org', aliases: [] }];
  const body = `## Why\n\nIt is in https://r.example.org/c/alpha/+/12 and [here](https://r.example.org/c/alpha/+/12).[^1]

### Stage: one

- item
- \`code\` -- "quoted"

\`\`\`ts
const a = 1;
const b = 2;
\`\`\`

<script>no()</script>

[^1]: A note.
`;

  async function textOf(mark: ReviewMark | undefined): Promise<string> {
    const proposal = { body, frontMatter: { stages, glossary: {} } } as unknown as Proposal;
    return (await renderProse(proposal, systems, () => mark)).text;
  }

  it('is what the page says in the author’s name, block by block', async () => {
    expect(await textOf(undefined)).toBe(
      [
        'Why',
        'It is in https://r.example.org/c/alpha/+/12 and here.',
        'The first',
        'item',
        'code — “quoted”',
        'const a = 1; const b = 2;',
        'A note.',
      ].join('\n'),
    );
  });

  it('is of a timeline what its author wrote, which is drawn', async () => {
    const lanes = 'Two <b>in turn</b>.\n\nA: runs 2 reads, waits 2\nB: - 2, runs 2 writes';
    const proposal = {
      body: `\`\`\`timeline\n${lanes}\n\`\`\`\n\n\`\`\`timeline\nnone\n\`\`\`\n`,
      frontMatter: { stages, glossary: {} },
    } as unknown as Proposal;
    const { text, parts } = await renderProse(proposal, [], () => undefined);
    expect(text).toBe(`${lanes.replace(/\s+/g, ' ')}\nnone`);
    const { document } = parseHTML(`<html><body>${parts[0]?.html ?? ''}</body></html>`);
    const drawn = document.querySelector('.timeline');
    expect(drawn?.getAttribute('data-said')?.trim()).toBe(lanes);
    expect(drawn?.querySelector('figcaption')?.textContent).toBe('Two <b>in turn</b>.');
    expect(drawn?.querySelector('[role=img]')?.getAttribute('aria-label')).toBe(
      'A: runs (reads), then waits. B: runs (writes).',
    );
    const spans = [...(drawn?.querySelectorAll('.lanes span') ?? [])];
    expect(spans.map((one) => [one.className, one.getAttribute('style')])).toEqual([
      ['runs', '--row:1;--from:0;--to:2'],
      ['waits', '--row:1;--from:2;--to:4'],
      ['runs', '--row:2;--from:2;--to:4'],
    ]);
    expect(drawn?.querySelector('.lanes i')?.getAttribute('style')).toBe(
      '--at:2;--top:1;--bottom:2',
    );
    // What cannot be drawn stays as it was written.
    expect(document.querySelectorAll('pre').length).toBe(1);
  });

  it('does not change with what a review server says', async () => {
    const href = 'https://r.example.org/c/alpha/+/12';
    const mark: ReviewMark = { href, label: 'alpha 12', state: 'merged', stages: ['The first'] };
    expect(await textOf(mark)).toBe(await textOf(undefined));
    expect(await textOf({ ...mark, state: 'open' })).toBe(await textOf(mark));
  });
});
