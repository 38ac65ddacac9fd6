const firstCapacity = 16;

/**
 * A queue with cheap ends: a ring of places, so that taking the first of many moves nothing and a
 * queue that runs empty all the time allocates nothing.
 */
export class Fifo<T> {
  /** Its length is a power of two: places are counted with a bit mask. */
  #places: (T | undefined)[] = new Array<undefined>(firstCapacity).fill(undefined);
  #first = 0;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(item: T): void {
    if (this.#length === this.#places.length) this.#grow();
    this.#places[this.#at(this.#length)] = item;
    this.#length += 1;
  }

  /** Puts an item back to the front. */
  unshift(item: T): void {
    if (this.#length === this.#places.length) this.#grow();
    this.#first = this.#at(-1);
    this.#places[this.#first] = item;
    this.#length += 1;
  }

  peek(): T | undefined {
    return this.#places[this.#first];
  }

  shift(): T | undefined {
    if (this.#length === 0) return undefined;
    const item = this.#places[this.#first];
    this.#places[this.#first] = undefined;
    this.#first = this.#at(1);
    this.#length -= 1;
    return item;
  }

  /** Takes one item out of the middle; false if it is not (any more) in the queue. */
  delete(item: T): boolean {
    const items = this.drain();
    const at = items.indexOf(item);
    if (at >= 0) items.splice(at, 1);
    for (const each of items) this.push(each);
    return at >= 0;
  }

  /** Takes everything out. */
  drain(): T[] {
    const items = Array.from({ length: this.#length }, (_, at) => this.#places[this.#at(at)] as T);
    this.#places = new Array<undefined>(firstCapacity).fill(undefined);
    this.#first = this.#length = 0;
    return items;
  }

  #at(offset: number): number {
    return (this.#first + offset) & (this.#places.length - 1);
  }

  #grow(): void {
    const { length } = this.#places;
    const places = new Array<T | undefined>(length * 2).fill(undefined);
    for (let at = 0; at < length; at++) places[at] = this.#places[this.#at(at)];
    this.#places = places;
    this.#first = 0;
  }
}
