import { describe, expect, it } from 'vitest';
import type { ReviewSystem } from '../proposal/registry.ts';
import { parseMarkdown } from '../proposal/markdown.ts';
import { sections } from '../proposal/sections.ts';
import { citationsOf } from './citation.ts';

const systems: ReviewSystem[] = [
  { kind: 'gerrit', host: 'review.example.org', aliases: ['old.example.org'] },
  { kind: 'github', host: 'github.com', aliases: [] },
];

const text = `---
title: T
links:
  - { title: Goal, url: 'https://review.example.org/c/p/+/9' }
stages:
  - id: one
    summary: Begun by https://review.example.org/c/p/+/8.
claims:
  - { stage: two, source: x, url: 'https://review.example.org/7' }
---

## Plan

Before any stage: https://review.example.org/c/p/+/1.

### Stage: one

A [link](https://review.example.org/c/p/+/2) and (see https://old.example.org/#/c/3/),
then <https://review.example.org/c/p/+/4/2>, [by reference][r] and
<span title="x">raw https://github.com/o/r/pull/5</span>.

Not in \`https://review.example.org/c/p/+/90\` nor

    https://review.example.org/c/p/+/91

#### Deeper

- item:https://review.example.org/c/p/+/6

### Stage: two

| a | b |
|---|---|
| https://review.example.org/q/topic:x | https://review.example.org.evil.org/1 |

### Aside

https://review.example.org/c/p/+/10

[r]: https://review.example.org/c/p/+/11
`;

describe('citationsOf', () => {
  const citations = (markdown: string, all = systems) => {
    const tree = parseMarkdown(markdown);
    return citationsOf(tree, sections(tree), all);
  };
  const rows = (markdown: string) =>
    citations(markdown).map(({ address, line, column, stage }) => [
      'id' in address ? address.id.slice(address.id.lastIndexOf('/') + 1) : address.kind,
      `${line}:${column}`,
      stage,
    ]);

  it('finds every form in prose and data, with its place and its stage, and none in code', () => {
    expect(rows(text)).toEqual([
      ['p~9', '4:25', undefined],
      ['p~8', '7:14', 'one'],
      ['?~7', '9:35', 'two'],
      ['p~1', '14:19', undefined],
      ['p~2', '18:3', 'one'],
      ['?~3', '18:55', 'one'],
      ['p~4', '19:6', 'one'],
      ['p~11', '19:46', 'one'],
      ['r#5', '20:21', 'one'],
      ['p~6', '28:8', 'one'],
      ['query', '34:3', 'two'],
      ['p~10', '38:1', undefined],
    ]);
  });

  it('keeps the address as it was written, with its host and patch set', () => {
    const found = citations(text).find(({ line }) => line === 19);
    expect(found?.url).toBe('https://review.example.org/c/p/+/4/2');
  });

  it('finds nothing where no system is declared, and survives a broken front matter', () => {
    expect(citations(text, [])).toEqual([]);
    const broken = '---\nlinks: [\n---\n\nhttps://review.example.org/1\n';
    expect(citations(broken)).toHaveLength(1);
    expect(rows('https://review.example.org/1\n')).toEqual([['?~1', '1:1', undefined]]);
  });

  it('tells the place of each address in running text of several lines', () => {
    const lines = [
      'One https://review.example.org/1 and',
      'two, https://review.example.org/2',
      'https://review.example.org/3 <!-- https://review.example.org/90',
      '--> <b>https://review.example.org/4',
      '</b>',
      '',
      '<div>',
      '  <!-- https://review.example.org/91',
      '  --> https://review.example.org/5</div>',
    ];
    expect(rows(lines.join('\n'))).toEqual([
      ['?~1', '1:5', undefined],
      ['?~2', '2:6', undefined],
      ['?~3', '3:1', undefined],
      ['?~4', '4:8', undefined],
      ['?~5', '9:7', undefined],
    ]);
  });

  it('takes a comment that never ends for one to the end', () => {
    expect(rows('<div>\n<!-- https://review.example.org/90\n')).toEqual([]);
  });

  it('follows the first of two definitions of a reference, as readers do', () => {
    const markdown = `[by reference][r]\n\n[r]: https://review.example.org/1\n[r]: https://review.example.org/2\n`;
    expect(rows(markdown)).toEqual([['?~1', '1:1', undefined]]);
  });

  it('takes the stage of an entry of the front matter from nothing but its id or its stage', () => {
    const entries = [
      'stages:',
      "  - { id: one, stage: two, summary: 'https://review.example.org/1' }",
      "  - 'https://review.example.org/2'",
      "  - { id: 3, summary: 'https://review.example.org/3' }",
      'concerns:',
      "  - { id: four, text: 'https://review.example.org/4' }",
      "  - { id: five, stage: one, deeper: [{ stage: six, at: 'https://review.example.org/5' }] }",
      'other:',
      "  stage: { at: 'https://review.example.org/6' }",
      '  empty: null',
    ];
    expect(rows(`---\n${entries.join('\n')}\n---\n`)).toEqual([
      ['?~1', '3:37', 'one'],
      ['?~2', '4:5', undefined],
      ['?~3', '5:23', undefined],
      ['?~4', '7:23', undefined],
      ['?~5', '8:56', 'one'],
      ['?~6', '10:16', undefined],
    ]);
  });
});

describe('an address in running text', () => {
  const systems = [{ kind: 'gerrit' as const, host: 'review.example.org', aliases: [] }];
  const a = 'https://review.example.org/12';
  const cited = (text: string) => {
    const tree = parseMarkdown(text);
    return citationsOf(tree, sections(tree), systems).map(({ address }) =>
      'number' in address ? address.number : address.kind,
    );
  };

  it.each([
    '”',
    '’',
    '»',
    '—',
    '。',
    '、',
    '）',
    '，',
    '\u200b',
    "'s",
    '’s',
    '&nbsp;',
    '~~',
    '\u3000',
    '–13',
    '→',
    '″',
    '·',
    '।',
    '٫',
    '的说明',
    'を見よ',
    '(!)',
    '-',
    '=',
    '+',
  ])('ends before %j', (end) => {
    expect(cited(`See “${a}${end} and more`)).toEqual([12]);
    expect(cited(`See ${a}${end}`)).toEqual([12]);
  });

  it('ends where the next one begins', () => {
    for (const between of [',', ';', '&', '+,']) {
      expect(cited(`${a}${between}https://review.example.org/13`)).toEqual([12, 13]);
    }
    // An address within another one is not cited.
    expect(cited(`https://elsewhere.example.org/to/${a} and ?u=${a.slice(8)}`)).toEqual([]);
  });

  it('is read from markup, quoted or not, and not from a comment', () => {
    expect(cited(`<a href=${a}>x</a>`)).toEqual([12]);
    expect(cited(`<a href="${a}">x</a>`)).toEqual([12]);
    expect(cited(`<!-- ${a} -->`)).toEqual([]);
    expect(cited(`<pre>${a}</pre>`)).toEqual([]);
    expect(cited(`Text <code>${a}</code> and https://review.example.org/14`)).toEqual([14]);
    expect(cited(`<code>${a}\n\nhttps://review.example.org/14`)).toEqual([14]);
    expect(cited('https://review.example.org/c/проект/имя/+/15')).toEqual(['review']);
    expect(cited(`Text <!-- ${a}\n${a} --> text https://review.example.org/14`)).toEqual([14]);
  });
});
