import { expect, test } from 'vitest';
import { KeptPages } from './kept-pages.ts';

const said = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

test('of many who ask at once one waits for the store; another tag is another page', async () => {
  const pages = new KeptPages();
  const gate = Promise.withResolvers<string>();
  let asked = 0;
  const make = () => {
    asked++;
    return gate.promise;
  };
  const all = [pages.page('1', make), pages.page('1', make), pages.page('1', make)];
  gate.resolve('one');
  expect((await Promise.all(all)).map(said)).toEqual(['"one"\n', '"one"\n', '"one"\n']);
  expect(said(await pages.page('1', make))).toBe('"one"\n');
  expect(asked).toBe(1);
  expect(said(await pages.page('2', () => Promise.resolve('two')))).toBe('"two"\n');
});

test('a fault is told to all who waited, and not kept', async () => {
  const pages = new KeptPages();
  const broken = () => Promise.reject(new Error('broken'));
  const all = await Promise.allSettled([pages.page('1', broken), pages.page('1', broken)]);
  expect(all.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(said(await pages.page('1', () => Promise.resolve('there')))).toBe('"there"\n');
});
