import { describe, expect, it } from 'vitest';
import { LocalFault, localFault } from './local-fault.ts';

const failed = (code: unknown, syscall: string, path?: string) =>
  Object.assign(new Error('failed'), { code, syscall, path });

describe('localFault', () => {
  it.each([
    ['ENOSPC', 'write', undefined, 'state.json: no space is left on its disk (ENOSPC)'],
    ['EROFS', 'open', '/data/x', '/data/x: it is on a disk that can only be read (EROFS)'],
    ['EACCES', 'mkdir', '/data', '/data: it may not be written (EACCES)'],
  ])('tells %s of %s in one line', (code, syscall, path, said) => {
    expect(localFault(failed(code, syscall, path), 'state.json')?.message).toBe(said);
  });

  it('tells what SQLite says of the file of a lock, which it keeps', () => {
    const told = (errcode: number) =>
      localFault(Object.assign(new Error('x'), { code: 'ERR_SQLITE_ERROR', errcode }), '/a/.lock');
    expect(told(13)?.message).toBe('/a/.lock: no space is left on its disk (ENOSPC)');
    expect(told(8 | (2 << 8))?.message).toBe(
      '/a/.lock: it is on a disk that can only be read (EROFS)',
    );
    expect(told(14)?.message).toBe('/a/.lock: it cannot be opened or made');
    expect(told(5)).toBeUndefined();
  });

  it('names the file that was to be written, not the one that is written beside it first', () => {
    const beside = '/a/reviews.json.43d8af6c-22ee-4f8e-8dcf-ae8861a1f1ea.part';
    expect(localFault(failed('EROFS', 'open', beside))?.message).toMatch(/^\/a\/reviews\.json: /);
    expect(localFault(failed('ENOENT', 'mkdir', '/ro/a'))?.message).toBe(
      '/ro/a: it cannot be made',
    );
  });

  it.each([
    ['a network’s refusal', failed('EACCES', 'connect')],
    ['a file that is not there', failed('ENOENT', 'open')],
    ['a number for a code', failed(20, 'write')],
    ['a fault without code', new Error('x')],
    ['no error at all', 'ENOSPC'],
  ])('takes %s for no fault of this machine', (_, error) => {
    expect(localFault(error)).toBeUndefined();
  });

  it('leaves as it is what was told before', () => {
    const told = new LocalFault('x');
    expect(localFault(told)).toBe(told);
  });
});
