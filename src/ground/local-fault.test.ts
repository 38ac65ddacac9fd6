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
