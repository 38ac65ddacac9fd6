import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NoSuchMethod, RPCVersionCapError, UnsupportedVersion } from '../errors.ts';
import { decodeFailure, describeFailure, encodeFailure } from './failure.ts';
import { PythonError } from './python-name.ts';
import { RemoteError } from './remote-error.ts';

describe('a failure on its way out', () => {
  const names: [string, Error, string, string][] = [
    ['a TypeError', new TypeError('t'), 'builtins', 'TypeError'],
    ['a RangeError', new RangeError('r'), 'builtins', 'ValueError'],
    ['any other error', new Error('e'), 'node', 'Error'],
    ['NoSuchMethod', new NoSuchMethod('m'), 'oslo_messaging.rpc.dispatcher', 'NoSuchMethod'],
    [
      'UnsupportedVersion',
      new UnsupportedVersion('2.0', 'm'),
      'oslo_messaging.rpc.dispatcher',
      'UnsupportedVersion',
    ],
    [
      'RPCVersionCapError',
      new RPCVersionCapError('2.0', '1.0'),
      'oslo_messaging.rpc.client',
      'RPCVersionCapError',
    ],
    ['a Python class', new PythonError('KeyError', ['k']), 'builtins', 'KeyError'],
    [
      'one of a module',
      new PythonError('NotFound', [], 'nova.exception'),
      'nova.exception',
      'NotFound',
    ],
  ];

  it.each(names)('names %s as Python knows it', (_what, error, module, name) => {
    expect(describeFailure(error)).toMatchObject({ module, class: name });
  });

  it('carries the arguments of a Python error, and the text that Python would make of them', () => {
    expect(describeFailure(new PythonError('ValueError', ['bad value', 42]))).toMatchObject({
      args: ['bad value', 42],
      message: "('bad value', 42)",
    });
    const text = (args: unknown[]): string => new PythonError('E', args).message;
    expect(text([])).toBe('');
    expect(text(["it's"])).toBe("it's");
    expect(text(["it's", true, null, NaN, [1, { a: -Infinity }]])).toBe(
      `("it's", True, None, nan, [1, {'a': -inf}])`,
    );
  });

  it('takes the name that the installation gives', () => {
    const toPython = (error: Error): { module: string; class: string } | undefined =>
      error.message === 'known' ? { module: 'mine', class: 'Known' } : undefined;
    expect(describeFailure(new Error('known'), { toPython })).toMatchObject({ class: 'Known' });
    expect(describeFailure(new Error('other'), { toPython })).toMatchObject({ class: 'Error' });
  });

  it('has the stack, oldest first, with its cause, or one line if told so', () => {
    const error = new Error('outer', { cause: new Error('inner') });
    const { tb } = describeFailure(error);
    expect(tb[0]).toBe('Traceback (most recent call last):\n');
    expect(tb).toContain('  Error: inner\n');
    expect(tb.at(-1)).toBe('node.Error: outer\n');
    expect(tb.every((line) => line.endsWith('\n'))).toBe(true);
    expect(describeFailure(error, { sendTraceback: false }).tb).toEqual(['node.Error: outer\n']);
  });

  it('passes a remote error on as what it was, without the suffix of its copies', () => {
    const original = { ...describeFailure(new PythonError('KeyError', ['k'])), tb: ['there\n'] };
    const passed = describeFailure(
      new RemoteError({ ...original, class: 'KeyError_Remote', module: 'builtins_Remote' }),
    );
    expect(passed).toEqual(original);
  });

  it.each([
    ['an object', { code: 5, why: ['x'] }, '{"code":5,"why":["x"]}', [{ code: 5, why: ['x'] }]],
    ['a text', 'no', 'no', ['no']],
    ['a number', 5, '5', [5]],
    ['nothing', undefined, 'undefined', [null]],
    ['what cannot be sent', { f: () => 1 }, '[object Object]', ['[object Object]']],
  ])('keeps the content of %s that was thrown', (_what, thrown, message, args) => {
    const error = decodeFailure(encodeFailure(thrown));
    expect(error).toMatchObject({ excType: 'Error', value: message, args });
  });

  it('can be made of anything that was thrown', () => {
    fc.assert(
      fc.property(fc.anything(), (thrown) => {
        expect(decodeFailure(encodeFailure(thrown))).toBeInstanceOf(Error);
      }),
    );
    const odd = new PythonError('ValueError', [() => 1]);
    expect(JSON.parse(encodeFailure(odd))).toMatchObject({ class: 'ValueError' });
  });
});

describe('a failure on its way in', () => {
  it('is what the installation makes of it', () => {
    const failure = encodeFailure(new RangeError('bad'));
    const error = decodeFailure(failure, {
      fromPython: ({ class: name, message }) =>
        name === 'ValueError' ? new RangeError(message) : undefined,
    });
    expect(error).toBeInstanceOf(RangeError);
    expect(error.message).toBe('bad');
  });

  it('is a RemoteError for anything that is no failure object', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        expect(decodeFailure(value)).toBeInstanceOf(Error);
      }),
    );
    expect(decodeFailure('no json')).toMatchObject({ excType: 'UnknownError', value: 'no json' });
    expect(decodeFailure('{"class":5}')).toMatchObject({ excType: 'UnknownError', args: [] });
  });

  it('keeps all that the other side told', () => {
    const told = {
      class: 'C',
      module: 'm',
      message: 'x',
      tb: ['a\n'],
      args: [1],
      kwargs: { k: 2 },
    };
    expect(decodeFailure(JSON.stringify(told))).toMatchObject({
      excType: 'C',
      module: 'm',
      value: 'x',
      traceback: ['a\n'],
      args: [1],
      kwargs: { k: 2 },
    });
  });
});
