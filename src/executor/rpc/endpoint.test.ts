import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { findMethod, methodNames } from './endpoint.ts';

/** What each endpoint offers beside what its class brings along. */
const own = { greet: () => 'hello' };

class Emitter extends EventEmitter {
  greet(): string {
    return 'hello';
  }
}

class Stream extends Readable {
  greet(): string {
    return 'hello';
  }
}

class Target extends EventTarget {
  greet(): string {
    return 'hello';
  }
}

class Kept extends Map {
  greet(): string {
    return 'hello';
  }
}

class Base {
  greet(): string {
    return 'hello';
  }
}

describe('the methods of an endpoint', () => {
  it.each([
    ['an object', own],
    ['an object without a prototype', Object.assign(Object.create(null) as object, own)],
    ['an EventEmitter', new Emitter()],
    ['a stream', new Stream()],
    ['an EventTarget', new Target()],
    ['a Map', new Kept()],
    ['an object of a class that extends one', new (class extends Base {})()],
  ])('are those of its own, and none that %s has from the platform', (_what, endpoint) => {
    expect(methodNames(endpoint)).toEqual(['greet']);
    for (const name of ['on', 'emit', 'removeAllListeners', 'destroy', 'clear', 'dispatchEvent']) {
      expect(findMethod(endpoint, name), name).toBeUndefined();
    }
  });

  it('are not looked for by running a getter', () => {
    let ran = 0;
    class Service {
      get handler(): () => number {
        ran += 1;
        return () => 1;
      }
    }
    expect(findMethod(new Service(), 'handler')).toBeUndefined();
    expect(methodNames(new Service())).toEqual([]);
    expect(ran).toBe(0);
  });

  it('end where a nearer class has something else of that name', () => {
    class Service extends Base {}
    const hidden = Object.assign(new Service(), { greet: 'no method' });
    expect(findMethod(hidden, 'greet')).toBeUndefined();
  });
});
