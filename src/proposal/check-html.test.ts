import { expect, it } from 'vitest';
import { formatProblem } from '../ground/problem.ts';
import { checkHtml } from './check-html.ts';
import { parseMarkdown } from './markdown.ts';

const faults = (text: string) => checkHtml(parseMarkdown(text), text, 'a.md').map(formatProblem);

it('names each thing that does not reach the page, with its line', () => {
  const text = [
    '---',
    'title: x',
    '---',
    '',
    'A <b onclick="x()">bold</b> word.',
    '',
    '<script>',
    'alert(1)',
    '</script>',
    '',
    '> [a](javascript:x) and <crossplan-stage stage="a"></crossplan-stage>',
    '',
    '<p style="color: red" class="x">red</p>',
  ].join('\n');
  const hint = 'write Markdown; a `<` that is meant as a sign stands between backticks';
  expect(faults(text)).toEqual([
    `a.md:5:3  onclick of <b> does not reach the page  ${hint}`,
    `a.md:7:1  <script> does not reach the page  ${hint}`,
    'a.md:11:3  href of <a> does not reach the page  a link begins with http:, https:, mailto:, or stays on the site',
    `a.md:11:25  <crossplan-stage> does not reach the page  ${hint}`,
    `a.md:13:1  style of <p> does not reach the page  ${hint}`,
    `a.md:13:1  class of <p> does not reach the page  ${hint}`,
  ]);
});

it('says nothing of Markdown, of images, and of what is code', () => {
  const text = [
    '## A heading',
    'Text[^1] with `<script>`, <kbd>Ctrl</kbd>, [a](#b), ![c](https://example.org/c.png).',
    '- [ ] to do',
    '| a | b |\n| :-: | - |\n| 1 | 2 |',
    '```html\n<script>\n```',
    '[^1]: A note.',
  ].join('\n\n');
  expect(faults(text)).toEqual([]);
});
