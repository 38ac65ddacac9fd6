import { expect, test } from 'vitest';
import { registryJsonSchema, registryKeys } from './registry-json-schema.ts';

test('the schema that editors read is the one by which the registry is checked', async () => {
  // Written anew by `vitest run --update` on this file.
  await expect(`${JSON.stringify(registryJsonSchema(), null, 2)}\n`).toMatchFileSnapshot(
    '../../proposals/_schema/projects.schema.json',
  );
});

test('every key of the registry is explained', () => {
  const keys = registryKeys();
  expect(keys.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      'teams.<id>.leads',
      'projects.<id>.parts.<id>.entry',
      'reviewSystems[].kind',
      'browse',
    ]),
  );
  expect(keys.filter(({ description }) => description === '')).toEqual([]);
  expect(keys.find(({ path }) => path === 'reviewSystems[].kind')).toMatchObject({
    takes: 'gerrit or github',
    isRequired: true,
  });
});
