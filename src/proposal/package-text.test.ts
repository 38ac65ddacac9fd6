import { expect, test } from 'vitest';
import { packageParts, packageTextSchema } from './package-text.ts';

test.each([
  ['name', { name: 'name' }],
  ['  name\n', { name: 'name' }],
  ['@scope/name.x_y', { name: '@scope/name.x_y' }],
  ['name >= 1.2', { name: 'name', sign: '>=', version: '1.2' }],
  ['name<v1.2-rc.1+b!c', { name: 'name', sign: '<', version: 'v1.2-rc.1+b!c' }],
  ['name >=  10', { name: 'name', sign: '>=', version: '10' }],
  ['name', { name: 'name' }],
  ['', undefined],
  ['two names', undefined],
  ['name > 1.2', undefined],
  ['name == 1.2', undefined],
  ['name >= x', undefined],
  ['name >= v', undefined],
  ['name >= 1.2 < 2', undefined],
  ['name >=', undefined],
  ['>= 1.2', undefined],
  ['~name >= 1', undefined],
  ['na me >= 1', undefined],
])('%j', (text, parts) => {
  expect(packageParts(text)).toEqual(parts);
});

test.each([
  ['name', undefined],
  ['two names', undefined],
  ['name < 1.2', undefined],
  ['name ~ 1.2', 'expected a name, `name >= 1.2` or `name < 1.2`'],
  ['name = 1.2', 'expected a name, `name >= 1.2` or `name < 1.2`'],
  ['name > 1.2', 'expected a name, `name >= 1.2` or `name < 1.2`'],
  ['name <', 'expected a name, `name >= 1.2` or `name < 1.2`'],
])('what is taken as a package: %j', (text, fault) => {
  expect(packageTextSchema.safeParse(text).error?.issues[0]?.message).toBe(fault);
});

test('an empty one has one fault', () => {
  expect(packageTextSchema.safeParse('').error?.issues).toHaveLength(1);
});
