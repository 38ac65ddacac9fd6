import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Fifo } from './fifo.ts';

type Step = 'push' | 'unshift' | 'shift' | 'delete' | 'drain';

describe('a Fifo', () => {
  it('behaves as an array does', () => {
    const steps = fc.array(
      fc.constantFrom<Step>('push', 'push', 'push', 'unshift', 'shift', 'delete', 'drain'),
      { maxLength: 200, size: 'max' },
    );
    fc.assert(
      fc.property(steps, (todo) => {
        const fifo = new Fifo<number>();
        const model: number[] = [];
        for (const [number, step] of todo.entries()) {
          if (step === 'push') model.push(number);
          if (step === 'unshift') model.unshift(number);
          if (step === 'push' || step === 'unshift') fifo[step](number);
          if (step === 'shift') expect(fifo.shift()).toBe(model.shift());
          if (step === 'drain' && number % 5 === 0) expect(fifo.drain()).toEqual(model.splice(0));
          if (step === 'delete') {
            const at = Math.floor(model.length / 2);
            expect(fifo.delete(model[at] ?? -1)).toBe(model.splice(at, 1).length === 1);
          }
          expect([fifo.length, fifo.peek()]).toEqual([model.length, model[0]]);
        }
        expect(fifo.drain()).toEqual(model);
      }),
    );
  });
});
