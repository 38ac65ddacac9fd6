import { describe, expect, test } from 'vitest';
import { partialFrontMatter, writtenStages } from './partial-front-matter.ts';
import { YamlSource } from './yaml-source.ts';

const source = (text: string) => new YamlSource('index.md', text);

describe('the ids of stages as they are written', () => {
  test.each([
    ['stages: [{ id: one }, { id: two, title: 7 }]', ['one', 'two']],
    ['stages: []', []],
    ['stages: [{ id: one }, { title: two }]', undefined],
    ['stages: [{ id: 7 }, { id: two }]', undefined],
    ['stages: [{ id: one }, null]', undefined],
    ['stages: [{ id: one }, two]', undefined],
    ['stages: one', undefined],
    ['title: one', undefined],
    ['one', undefined],
    ['', undefined],
  ])('of %j', (text, ids) => {
    expect(writtenStages(source(text))).toEqual(ids);
  });
});

describe('the fields that hold by themselves', () => {
  test('are read beside faulty ones; an absent one has its default', () => {
    const found = partialFrontMatter(source('title: T\nstatus: begun\nconcerns: 7\n'));
    expect(found).toMatchObject({ title: 'T', claims: [], staleAfterDays: 14 });
    expect('status' in found).toBe(false);
    expect('concerns' in found).toBe(false);
  });

  test.each(['', 'word', '7'])('are none of %j', (text) => {
    expect(partialFrontMatter(source(text))).toEqual({});
  });
});
