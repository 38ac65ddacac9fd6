import type { ExchangeDeclaration } from '../driver.ts';
import type { MemoryQueue } from './queue.ts';

const noQueues: ReadonlySet<MemoryQueue> = new Set();

/** An exchange and its bindings. */
export class MemoryExchange {
  readonly declaration: ExchangeDeclaration;
  readonly #bindings = new Map<string, Set<MemoryQueue>>();
  /** Bindings of a topic exchange with `*` or `#` in them. */
  readonly #patterns = new Map<string, (routingKey: string) => boolean>();

  constructor(declaration: ExchangeDeclaration) {
    this.declaration = declaration;
  }

  get isUnbound(): boolean {
    return this.#bindings.size === 0;
  }

  bind(queue: MemoryQueue, routingKey: string): void {
    // A fanout exchange pays no heed to keys.
    const key = this.declaration.kind === 'fanout' ? '' : routingKey;
    const queues = this.#bindings.get(key) ?? new Set();
    this.#bindings.set(key, queues.add(queue));
    if (this.declaration.kind === 'topic' && /[*#]/.test(key)) {
      this.#patterns.set(key, topicPattern(key));
    }
  }

  unbind(queue: MemoryQueue): void {
    for (const [key, queues] of this.#bindings) {
      queues.delete(queue);
      if (queues.size > 0) continue;
      this.#bindings.delete(key);
      this.#patterns.delete(key);
    }
  }

  /** Each queue that a message with this key reaches, once. */
  route(routingKey: string): ReadonlySet<MemoryQueue> {
    if (this.declaration.kind === 'fanout') return this.#bindings.get('') ?? noQueues;
    const exact = this.#bindings.get(routingKey) ?? noQueues;
    if (this.#patterns.size === 0) return exact;
    const queues = new Set(exact);
    for (const [key, matches] of this.#patterns) {
      if (!matches(routingKey)) continue;
      for (const queue of this.#bindings.get(key) ?? noQueues) queues.add(queue);
    }
    return queues;
  }
}

/** `*` is one word between dots, `#` any number of words, none included. */
function topicPattern(key: string): (routingKey: string) => boolean {
  const words = key.split('.').map((word) => {
    if (word === '#') return '(?:\\.[^.]*)*';
    return word === '*' ? '\\.[^.]*' : `\\.${word.replace(/[\\^$+?()[\]{}|]/g, '\\$&')}`;
  });
  // Each word begins with its dot, so the key gets one before its first.
  const pattern = new RegExp(`^${words.join('')}$`);
  return (routingKey) => pattern.test(`.${routingKey}`);
}
