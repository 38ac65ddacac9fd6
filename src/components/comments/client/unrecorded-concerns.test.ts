import { parseHTML } from 'linkedom';
import { expect, test, vi } from 'vitest';
import type { Thread } from './thread.ts';
import { showUnrecorded } from './unrecorded-concerns.ts';

const thread = (id: string, more: Partial<Thread> = {}): Thread => ({
  id,
  kind: 'concern',
  state: 'open',
  openedBy: { id: 'a', name: 'Ada' },
  openedAt: '2026-01-01T00:00:00.000Z',
  revision: 'r',
  quote: `What ${id} says`,
  placement: null,
  comments: [],
  ...more,
});

test('a concern stands in the register once: by its entry, else at its end, where a live one is shown', () => {
  const { document } = parseHTML(
    '<main><article data-concern-thread="one"></article><div data-unrecorded hidden></div></main>',
  );
  vi.stubGlobal('document', document);
  showUnrecorded([thread('one'), thread('two'), thread('three', { kind: 'remark' })]);
  const place = document.querySelector<HTMLElement>('[data-unrecorded]');
  expect(place?.hidden).toBe(false);
  const links = [...(place?.querySelectorAll('a') ?? [])];
  expect(links.map((link) => [link.getAttribute('href'), link.textContent])).toEqual([
    ['#thread-two', '“What two says”'],
  ]);
  expect(place?.textContent).toContain('1 raised in the discussions');
  showUnrecorded([thread('one')]);
  expect(place?.hidden).toBe(true);
  vi.unstubAllGlobals();
});
