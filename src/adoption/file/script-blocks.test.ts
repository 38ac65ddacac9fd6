import { expect, it } from 'vitest';
import { look } from '../../../test/adoption/support/look.ts';
import { scriptsOf, type Markup } from './script-blocks.ts';

const vue = `<!-- <script>import no from 'green'</script> -->
<template><a @click="spawn()">import 'green'</a></template>
<script lang="ts" generic="T extends A<B>">
import a from 'green'; // import 'green'
const x: string = 'green';
spawn(a);
</script>
<script type="application/json">{ "import": "green" }</script>
<script setup lang="ts">import 'green/b'</script>
<style>.green {}</style>
`;
const astro = `---
import green from 'green';
const a: T = b---c;
---
<p>{green()} import 'green'</p>
<script>
  import 'green';
</script>
`;

it.each<[Markup, string, string, number[]]>([
  ['vue', 'typescript', vue, [4, 5, 6, 9]],
  ['svelte', 'typescript', vue, [4, 5, 6, 9]],
  ['astro', 'typescript', astro, [2, 3, 7]],
  ['vue', 'javascript', '<script>\na</script >', [2]],
  ['vue', 'tsx', '<script lang=tsx>\na\n</script>', [2]],
  ['vue', 'javascript', '<script src="x.js"></script>\n<script>open', []],
  ['astro', 'typescript', '<p>\n---\na\n---\n', []],
])('%s: its scripts are %s', (markup, grammar, text, lines) => {
  const found = scriptsOf(markup, text);
  expect(found.grammar).toBe(grammar);
  expect(found.text).toHaveLength(text.length);
  const kept = found.text.split('\n').flatMap((line, i) => (line.trim() === '' ? [] : [i + 1]));
  expect(kept).toEqual(lines);
});

it('imports, calls, patterns and texts are looked for in them', async () => {
  const files = { 'a.vue': vue };
  const script = { language: 'typescript' };
  expect(await look({ kind: 'import', ...script, modules: ['green'] }, files)).toEqual([
    'a.vue:4 code',
    'a.vue:9 code',
  ]);
  // The markup may call it too.
  expect(await look({ kind: 'call', ...script, functions: ['spawn'] }, files)).toEqual([
    'a.vue:6 code',
    'a.vue: language',
  ]);
  const pattern = { kind: 'syntax', ...script, include: ['*.vue'] };
  expect(await look({ ...pattern, pattern: 'const $X: string = $Y' }, files)).toEqual([
    'a.vue:5 code',
  ]);
  const text = { kind: 'text', include: ['*.vue'], pattern: 'green' };
  expect(await look(text, files)).toContain('a.vue:5 strings');
});
