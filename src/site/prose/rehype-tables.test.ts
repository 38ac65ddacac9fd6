import type { Root } from 'hast';
import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { expect, test } from 'vitest';
import { rehypeTables } from './rehype-tables.ts';

function shown(table: ReturnType<typeof h>): string {
  const tree: Root = { type: 'root', children: [table] };
  rehypeTables()(tree);
  return toHtml(tree);
}

const head = () => h('thead', h('tr', h('th', 'now'), h('th', h('b', 'then'))));

test('each cell bears the name of its column, and stays a cell of a table', () => {
  const body = h('tbody', h('tr', h('td', 'a'), h('td', 'b')));
  expect(shown(h('table', head(), body))).toBe(
    '<table data-cards="" role="table"><thead role="rowgroup"><tr role="row">' +
      '<th role="columnheader">now</th><th role="columnheader"><b>then</b></th></tr></thead>' +
      '<tbody role="rowgroup"><tr role="row"><td role="cell" data-label="now">a</td>' +
      '<td role="cell" data-label="then">b</td></tr></tbody></table>',
  );
});

test.each([
  ['spans', h('tbody', h('tr', h('td', { colSpan: 2 }, 'a')))],
  ['rows of another length', h('tbody', h('tr', h('td', 'a')))],
])('one with %s scrolls, and is reached by the keyboard', (_, body) => {
  expect(shown(h('table', head(), body))).toMatch(/^<table tabindex="0"><thead><tr><th>now/);
});

test('one without headings scrolls', () => {
  expect(shown(h('table', h('tr', h('td', 'a'), h('td', 'b'))))).toMatch(/^<table tabindex="0">/);
});

test('a corner without words is a cell, not a heading of nothing', () => {
  const corner = h('thead', h('tr', h('th'), h('th', 'now')));
  const body = h('tbody', h('tr', h('td', 'a'), h('td', 'b')));
  const rowOfHead = '<td role="cell"></td><th role="columnheader">now</th>';
  expect(shown(h('table', corner, body))).toContain(rowOfHead);
  expect(shown(h('table', corner))).toContain(rowOfHead);
});
