/** Where a message goes, or what a server or an endpoint listens to. */
import { check } from '../internal/check-options.ts';
import { anyText, boolean, text, type OptionKind } from '../internal/option-kind.ts';
import { list, options } from '../internal/option-object.ts';
import { version } from './version.ts';

/** The parts of a target; which ones are needed depends on the use, as the members say. */
export interface TargetOptions {
  /** The control exchange; the transport's (`openstack`) if missing. */
  readonly exchange?: string | undefined;
  /** The set of servers meant. Needed by servers, clients and notification listeners. */
  readonly topic?: string | undefined;
  /** The interface's namespace; endpoints and clients. Missing is another one than the empty string. */
  readonly namespace?: string | undefined;
  /** Interface version, `major.minor` or `major.minor.revision`; endpoints (1.0) and clients. */
  readonly version?: string | undefined;
  /** One server by name. Needed by servers; a client's request goes to that server alone. */
  readonly server?: string | undefined;
  /** Client: every server on the topic gets the message. Casts only. */
  readonly fanout?: boolean | undefined;
  /** Endpoint: namespaces of old that it still answers to; undefined is "none". */
  readonly legacyNamespaces?: readonly (string | undefined)[] | undefined;
}

const namespaceOrNone: OptionKind<string | undefined> = {
  ...anyText,
  expected: 'a text or undefined',
  accepts: (value): value is string | undefined => value === undefined || anyText.accepts(value),
};

const targetKinds = {
  exchange: text,
  topic: text,
  namespace: anyText,
  version,
  server: text,
  fanout: boolean,
  legacyNamespaces: list(namespaceOrNone),
} satisfies Record<keyof TargetOptions, OptionKind<unknown>>;

/** A target, or the parts of one. */
export const targetKind: OptionKind<object> = options('a target', targetKinds);

/** A target: immutable, made into others by {@link Target.with}. */
export class Target {
  readonly exchange: string | undefined;
  readonly topic: string | undefined;
  readonly namespace: string | undefined;
  readonly version: string | undefined;
  readonly server: string | undefined;
  readonly fanout: boolean;
  readonly legacyNamespaces: readonly (string | undefined)[];

  /** @throws {TypeError} naming each part that cannot be used */
  constructor(options: TargetOptions = {}) {
    check('target', targetKind, options);
    this.exchange = options.exchange;
    this.topic = options.topic;
    this.namespace = options.namespace;
    this.version = options.version;
    this.server = options.server;
    this.fanout = options.fanout ?? false;
    this.legacyNamespaces = options.legacyNamespaces ?? [];
  }

  /** The target itself, or one of these parts. */
  static of(target: Target | TargetOptions): Target {
    return target instanceof Target ? target : new Target(target);
  }

  /** Every namespace that the target answers to. */
  get acceptedNamespaces(): readonly (string | undefined)[] {
    return [this.namespace, ...this.legacyNamespaces];
  }

  /** The same target but for some parts; `undefined` takes a part away. */
  with(changes: TargetOptions): Target {
    check('changes', targetKind, changes);
    return new Target({ ...this.toJSON(), ...changes });
  }

  /** Only the parts that are set, in the order of {@link TargetOptions}. */
  toJSON(): TargetOptions {
    const { exchange, topic, namespace, version, server, fanout, legacyNamespaces } = this;
    return {
      ...(exchange === undefined ? {} : { exchange }),
      ...(topic === undefined ? {} : { topic }),
      ...(namespace === undefined ? {} : { namespace }),
      ...(version === undefined ? {} : { version }),
      ...(server === undefined ? {} : { server }),
      ...(fanout ? { fanout } : {}),
      ...(legacyNamespaces.length === 0 ? {} : { legacyNamespaces }),
    };
  }

  toString(): string {
    const parts = Object.entries(this.toJSON()).map(([name, value]) => `${name}=${String(value)}`);
    return `<Target ${parts.join(', ')}>`;
  }
}
