/**
 * Does long work without keeping the page from its reader: the first piece at once, the others each
 * in a task of its own. Begun again, what is left of the work before is dropped.
 */
export class InPieces {
  #run = 0;

  /**
   * @param first how many are done at once
   * @param each how many after that at a time
   * @param done called when all are through; not when other work came in between
   */
  start<T>(
    items: readonly T[],
    { first, each }: { first: number; each: number },
    work: (some: readonly T[]) => void,
    done: () => void = () => undefined,
  ): void {
    const run = ++this.#run;
    const piece = (from: number, to: number) => {
      if (run !== this.#run) return;
      if (from < items.length) work(items.slice(from, to));
      if (to >= items.length) done();
      else
        setTimeout(() => {
          piece(to, to + each);
        });
    };
    piece(0, first);
  }
}
