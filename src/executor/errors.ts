/**
 * Every error that the library raises, as one table of classes.
 *
 * The names are oslo.messaging's where it has one, so that who knows the Python library knows
 * these. What a program may want to decide upon is a property, never only a word in the message;
 * `name` never changes between releases (and survives a minifier), messages may.
 */

/** The root: `error instanceof MessagingException` is true for every error of this table. */
export class MessagingException extends Error {
  override readonly name: string = 'MessagingException';
}

/**
 * No reply, or no sign of life, within the time that the caller gave. `cause`: what is known of the
 * reason, such as a connection that is refused; undefined where the broker is well and nobody answered.
 */
export class MessagingTimeout extends MessagingException {
  override readonly name = 'MessagingTimeout';
  /** The limit that passed, milliseconds. */
  readonly timeoutMs: number;

  constructor(message: string, timeoutMs: number, options?: ErrorOptions) {
    super(message, options);
    this.timeoutMs = timeoutMs;
  }
}

/**
 * The broker did not take the message, or it is not known whether it did: no connection within the
 * retries, a negative confirm, a declaration that was refused.
 */
export class MessageDeliveryFailure extends MessagingException {
  override readonly name: string = 'MessageDeliveryFailure';
}

/** A mandatory message that no queue would receive (AMQP 312 NO_ROUTE). */
export class MessageUndeliverable extends MessageDeliveryFailure {
  override readonly name = 'MessageUndeliverable';
  readonly exchange: string;
  readonly routingKey: string;

  constructor(exchange: string, routingKey: string) {
    super(
      `No queue would receive the message: exchange '${exchange}', routing key '${routingKey}'. ` +
        'Is a server listening on that target?',
    );
    this.exchange = exchange;
    this.routingKey = routingKey;
  }
}

/**
 * More waits to be sent than the transport holds (its `outgoing` limits): there was no connection, or
 * the broker takes no messages, and more was sent meanwhile. Nothing of this message was sent.
 */
export class OutgoingBufferFull extends MessageDeliveryFailure {
  override readonly name = 'OutgoingBufferFull';
  /** What waits, and the limit that was met. */
  readonly messages: number;
  readonly bytes: number;

  constructor(messages: number, bytes: number, options?: ErrorOptions) {
    super(
      `${messages} messages with ${bytes} bytes wait to be sent, which is the limit ` +
        `(option 'outgoing' of the transport).`,
      options,
    );
    this.messages = messages;
    this.bytes = bytes;
  }
}

/** The transport was closed while, or before, something was asked of it. */
export class TransportClosed extends MessagingException {
  override readonly name = 'TransportClosed';

  constructor(message = 'The transport is closed.') {
    super(message);
  }
}

/** A transport URL that cannot be read; `url` never holds the password. */
export class InvalidTransportURL extends MessagingException {
  override readonly name = 'InvalidTransportURL';
  readonly url: string;

  constructor(url: string, reason: string) {
    super(`Invalid transport URL '${url}': ${reason}`);
    this.url = url;
  }
}

/** No driver for the URL's scheme, or the driver could not be loaded. */
export class DriverLoadFailure extends MessagingException {
  override readonly name = 'DriverLoadFailure';
  readonly driver: string;

  constructor(driver: string, reason: string, options?: ErrorOptions) {
    super(`Failed to load transport driver '${driver}': ${reason}`, options);
    this.driver = driver;
  }
}

/** No executor of that name, or it could not be set up. */
export class ExecutorLoadFailure extends MessagingException {
  override readonly name = 'ExecutorLoadFailure';
  readonly executor: string;

  constructor(executor: string, reason: string, options?: ErrorOptions) {
    super(`Failed to load executor '${executor}': ${reason}`, options);
    this.executor = executor;
  }
}

/** A target that cannot be used in this place (a call to a fanout target, a server without topic). */
export class InvalidTarget extends MessagingException {
  override readonly name = 'InvalidTarget';
  readonly target: object;

  constructor(message: string, target: object) {
    super(message);
    this.target = target;
  }
}

/** A message version that the client's version cap forbids; nothing was sent. */
export class RPCVersionCapError extends MessagingException {
  override readonly name = 'RPCVersionCapError';
  readonly version: string | undefined;
  readonly versionCap: string;

  constructor(version: string | undefined, versionCap: string) {
    super(
      `Requested message version, ${version ?? 'none'}, is incompatible. It needs to be equal ` +
        `in major version and less than or equal in minor version as the specified version cap ` +
        `${versionCap}.`,
    );
    this.version = version;
    this.versionCap = versionCap;
  }
}

/** A value that JSON cannot carry: a function, a symbol, a cycle. `path` leads to it. */
export class SerializationError extends MessagingException {
  override readonly name = 'SerializationError';
  /** For example `args.options[2].callback`. */
  readonly path: string;

  constructor(path: string, reason: string) {
    super(`Cannot send ${path === '' ? 'the value' : path}: ${reason}`);
    this.path = path;
  }
}

/** A body that is not a message; the driver or the listener rejects it without requeue. */
export class MalformedMessage extends MessagingException {
  override readonly name = 'MalformedMessage';
}

/** A request whose method, args, version or namespace has the wrong type; it is answered with this. */
export class InvalidRequest extends MessagingException {
  override readonly name = 'InvalidRequest';
}

/** An endpoint with a compatible version answered, but none has the method (or it is hidden). */
export class NoSuchMethod extends MessagingException {
  override readonly name = 'NoSuchMethod';
  readonly method: string;

  constructor(method: string) {
    super(`Endpoint does not support RPC method ${method}`);
    this.method = method;
  }
}

/** No endpoint serves that namespace at a compatible version. */
export class UnsupportedVersion extends MessagingException {
  override readonly name = 'UnsupportedVersion';
  readonly version: string;
  readonly method: string | undefined;

  constructor(version: string, method?: string) {
    super(
      `Endpoint does not support RPC version ${version}.` +
        (method === undefined ? '' : ` Attempted method: ${method}`),
    );
    this.version = version;
    this.method = method;
  }
}

/**
 * A request was handed out again more often than its servers allow (`redeliveryLimit`): they may have
 * died of it. It was not worked on this time, and went to the broker's dead letter exchange, if a policy
 * names one. A caller gets it as RemoteError with this name as `excType`.
 */
export class RedeliveryLimitExceeded extends MessagingException {
  override readonly name = 'RedeliveryLimitExceeded';
  readonly queue: string;
  /** How often it came again. */
  readonly redeliveries: number;

  constructor(queue: string, redeliveries: number, limit: number) {
    super(
      `A request in queue '${queue}' came again ${redeliveries} times, more often than the ${limit} ` +
        "of the server's option redeliveryLimit; it was rejected",
    );
    this.queue = queue;
    this.redeliveries = redeliveries;
  }
}

/** The server cannot do that: no endpoints, a listener that failed to start. */
export class MessagingServerError extends MessagingException {
  override readonly name: string = 'MessagingServerError';
}

/** `start()` could not begin to listen; `cause` is the broker's word. */
export class ServerListenError extends MessagingServerError {
  override readonly name = 'ServerListenError';
  readonly target: object;

  constructor(target: object, cause: unknown) {
    super(`Failed to listen on ${JSON.stringify(target)}: ${String(cause)}`, { cause });
    this.target = target;
  }
}

/** A state change that waited for its predecessor (wait for stop, stop for start) in vain. */
export class TaskTimeout extends MessagingServerError {
  override readonly name = 'TaskTimeout';
  readonly timeoutMs: number;

  constructor(message: string, timeoutMs: number, options?: ErrorOptions) {
    super(message, options);
    this.timeoutMs = timeoutMs;
  }
}
