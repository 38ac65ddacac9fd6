import { expect, test } from 'vitest';
import { select, selectionSchema, type Selection } from './selection.ts';

const projects = {
  api: { team: 'web', kind: 'service' },
  client: { team: 'web', kind: 'client' },
  disk: { team: 'store', kind: 'service' },
  notes: { team: 'docs' },
};

test.each<[Selection, string[]]>([
  ['all', ['api', 'client', 'disk', 'notes']],
  [
    ['notes', 'api'],
    ['api', 'notes'],
  ],
  [{ teams: ['web'] }, ['api', 'client']],
  [{ kinds: ['service'] }, ['api', 'disk']],
  [{ projects: ['notes'] }, ['notes']],
  [{ teams: ['web'], kinds: ['service'], projects: ['notes'] }, ['api', 'client', 'disk', 'notes']],
  [{ teams: ['web'], except: ['client'] }, ['api']],
  [{ projects: ['api'], except: ['api'] }, []],
  [{ kinds: ['undefined'] }, []],
  [{}, []],
])('%j takes %j, in the order of the registry', (selection, ids) => {
  expect(select(selection, projects)).toEqual(ids);
});

test.each([['some'], [[]], [{ team: ['web'] }], [5]])('%j is no selection', (written) => {
  expect(selectionSchema.safeParse(written).success).toBe(false);
});
