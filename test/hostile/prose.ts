import { fill } from './support.ts';

/** Marks in an alert or a request that a page of such a text must never make. */
const attack = 'window.ran = 1';

/**
 * Prose that is too much for a parser or a renderer. Half of it was found by others (quotes, tags,
 * brackets, lists, emphasis), the rest is of the same kinds.
 */
export const bombs: Record<string, string> = {
  quotes: fill('>'),
  'few brackets': fill('[', 16_000),
  'few quotes': fill('>', 16_000),
  brackets: fill('[', 1_000_000),
  tags: fill('<b>'),
  'few tags': fill('<b>', 24_000),
  'closed tags': `${'<b>'.repeat(3000)}x${'</b>'.repeat(3000)}`,
  lists: fill('- ', 1_000_000),
  'few lists': fill('- ', 16_000),
  numbers: fill('1. '),
  emphasis: fill('*a_ ', 1_000_000),
  'few emphasis': fill('*a_ ', 16_000),
  stars: fill('*'),
  'many blocks of emphasis': fill(`${fill('*a_ ', 16_000)}\n\n`, 60_000),
  'many small blocks of emphasis': fill(`${fill('*a_ ', 1990)}\n\n`, 60_000),
  'many blocks of brackets': fill(`${fill('[', 16_000)}\n\n`, 60_000),
  'many blocks of links': fill(`${fill('[a](', 16_000)}\n\n`, 60_000),
  'many blocks of images': fill(`${fill('![[]()', 16_000)}\n\n`, 60_000),
  'code marks': fill(Array.from({ length: 170 }, (_, i) => '`'.repeat(i)).join(' '), 15_000),
  'table of many columns': `|${'a|'.repeat(4000)}\n|${'-|'.repeat(4000)}\n|a|`,
  'table of many rows': `| a | b |\n| - | - |\n${fill('| x | y |\n', 15_000)}`,
  footnotes: fill('[^1] ', 4900) + '\n\n[^1]: x',
  'footnotes within each other': Array.from(
    { length: 480 },
    (_, i) => `[^${i}]: see [^${i + 1}]`,
  ).join('\n\n'),
  definitions: Array.from({ length: 4000 }, (_, i) => `[r${i}]: /x${i} "t"`).join('\n\n'),
  'uses of one definition': `${fill('[r] ', 15_000)}\n\n[r]: https://example.org/${'a'.repeat(1900)}`,
  entities: fill('&amp;&#1234567;&notit;', 15_000),
  autolinks: fill('www.a.b ', 15_000),
  'mail addresses': fill('a@b.c ', 15_000) + fill('a.', 8_000) + '@',
  'html comments': fill('<!-- ', 15_000),
  'html attributes': `<p ${fill('a=b ', 15_000)}>x</p>`,
  'one long line of code': `\`\`\`ts\n${fill('a<b>(', 15_000)}\n\`\`\``,
  'much code': fill('```ts\nconst a: Array<{ b: `${string}` }> = [];\n```\n\n', 125_000),
  headings: Array.from({ length: 4900 }, () => '## same').join('\n\n'),
  'headings without end': fill('# a\n\n', 200_000),
  'lines without end': fill(' \n', 200_000),
  'footnotes without end': Array.from({ length: 2000 }, (_, i) => `x[^${i}]\n\n[^${i}]: y`).join(
    '\n\n',
  ),
  'cells that nobody wrote': `${fill('a|', 800)}\n${fill('-|', 800)}\n${fill('b\n', 4000)}`,
  'reviews cited': fill('https://review.example.org/c/a/+/1 ', 15_000),
  'nested emphasis': `${'*a **b '.repeat(1000)}${'** *'.repeat(1000)}`,
  'indented code within lists': Array.from({ length: 30 }, (_, i) => `${'  '.repeat(i)}- a`).join(
    '\n',
  ),
  'mathml and tables': fill('<table><tr><td><math><mtext>', 3000),
  'form elements': fill('<a><table><a>', 1500),
  formatting: fill('<b><i></b></i><p>', 1500),
};

/** Prose that would run a script, load something, send something, or look like the page's own. */
export const scripts: Record<string, string> = {
  script: `<script>${attack}</script>`,
  'script of other case': `<ScRiPt>${attack}</sCrIpT >`,
  'image error': `<img src=x onerror="${attack}">`,
  'svg load': `<svg onload="${attack}">`,
  'svg script': `<svg><script>${attack}</script></svg>`,
  'svg animation': `<svg><a><animate attributeName=href values="javascript:${attack}"/><text>x</text></a></svg>`,
  srcdoc: `<iframe srcdoc="<script>parent.${attack}</script>"></iframe>`,
  'frame of script': `<iframe src="javascript:parent.${attack}"></iframe>`,
  autofocus: `<input autofocus onfocus="${attack}"><textarea autofocus onfocus="${attack}"></textarea>`,
  toggle: `<details open ontoggle="${attack}">x</details>`,
  mathml: `<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=${attack}&gt;">`,
  'form and mathml': `<form><math><mtext></form><form><mglyph><style></math><img src onerror="${attack}">`,
  'foreign object': `<svg><foreignObject><iframe onload="${attack}"></iframe></foreignObject></svg>`,
  noscript: `<noscript><p title="</noscript><img src=x onerror='${attack}'>">`,
  footnote: `text[^1]\n\n[^1]: <img src=x onerror="${attack}">`,
  template: `<template shadowrootmode=open><img src=x onerror="${attack}"></template>`,
  'unclosed attribute': `<img src="x" title="\n\n" onerror="${attack}">`,
  'comment end': `<!--><img src=x onerror="${attack}">-->`,
  cdata: `<svg><![CDATA[><img src=x onerror="${attack}">]]></svg>`,
  instruction: `<?php ><img src=x onerror="${attack}"> ?>`,
  'raw text': `<textarea></textarea><title></title><xmp><img src=x onerror="${attack}"></xmp>`,
  'out of the page': `</p></div></main></body><script>${attack}</script>`,
  'info of code': `\`\`\`html" onload="${attack}\nx\n\`\`\``,
  'language of code': `\`\`\`ts"><script>${attack}</script>\nx\n\`\`\``,
  animation: `<p style="animation:x" onanimationstart="${attack}">x</p><style>@keyframes x {}</style>`,
  'base and meta':
    '<base href="http://127.0.0.1:9/"><meta http-equiv="refresh" content="0;url=/x">',
  link: '<link rel="stylesheet" href="http://127.0.0.1:9/a.css"><link rel=preload as=image href="http://127.0.0.1:9/b">',
  form: '<form action="http://127.0.0.1:9/"><button autofocus>Sign in</button></form>',
  images:
    '![pixel](http://127.0.0.1:9/p.png) ![p](//127.0.0.1:9/p.png) <picture><source srcset="http://127.0.0.1:9/a.png"><img></picture>',
  media:
    '<video autoplay src="http://127.0.0.1:9/a.mp4" poster="http://127.0.0.1:9/a.png"></video><audio autoplay src="http://127.0.0.1:9/a.mp3"></audio>',
  objects:
    '<object data="http://127.0.0.1:9/o"></object><embed src="http://127.0.0.1:9/e"><applet code="http://127.0.0.1:9/a">',
  'style of elements':
    '<p style="background:url(http://127.0.0.1:9/s)">x</p><style>body{background:url(http://127.0.0.1:9/s)}</style>',
  background: '<table background="http://127.0.0.1:9/b"><tr><td background="http://127.0.0.1:9/c">',
  links: `[a](javascript:${encodeURI(attack)}) [b](JaVaScRiPt:alert) [c](&#106;avascript:alert) <a href="java&#10;script:alert">d</a>`,
  'other protocols':
    '[a](data:text/html,x) [b](vbscript:x) <a href="blob:x">c</a> <a href="file:///etc/passwd">d</a> <a href="view-source:x">e</a>',
  'links in svg': '<svg><a xlink:href="javascript:alert"><text>x</text></a></svg>',
  'reference links': '[a][b]\n\n[b]: javascript:alert\n\n<javascript:alert>',
  ping: '<a href="#" ping="http://127.0.0.1:9/" target="_blank" download>a</a>',
  'own elements': '<crossplan-stage stage="inventory"></crossplan-stage>',
  'own attributes': `<p data-own="x {&quot;name&quot;:&quot;script&quot;,&quot;properties&quot;:{}}">${attack}</p>`,
  'ids of the page':
    '<h2 id="location">x</h2>\n\n## location\n\n<a name="forms" id="cookie">x</a><p id="starlight__sidebar">y</p>',
  'elements of the theme': `<starlight-tabs></starlight-tabs><site-search></site-search><p slot="head">x</p>`,
  'expressions of the builder':
    '{window.ran = 1} {{ran}} ${ran} <% ran %> <Fragment set:html="x" />',
  'is attribute': `<p is="x-y" part="z" contenteditable tabindex=1 accesskey="x" onclick="${attack}">x</p>`,
};
