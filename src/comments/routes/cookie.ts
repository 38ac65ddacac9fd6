/** A cookie of the comments: of this host alone, not for scripts, not sent by other sites' forms. */
export class Cookie {
  readonly #name: string;
  readonly #seconds: number;

  constructor(name: string, seconds: number) {
    this.#name = name;
    this.#seconds = seconds;
  }

  /** Its value; of two of one name, which only somebody's trick can make, none. */
  read(request: Request): string | undefined {
    const found = (request.headers.get('cookie') ?? '')
      .split(';')
      .map((pair) => pair.trim())
      .filter(
        (pair) => pair.startsWith(`${this.#name}=`) || pair.startsWith(`__Host-${this.#name}=`),
      );
    // A host cannot be given one with this prefix by its siblings: it goes before any other.
    const own = found.filter((pair) => pair.startsWith('__Host-'));
    const [pair, second] = own.length > 0 ? own : found;
    if (pair === undefined || second !== undefined) return undefined;
    const value = pair.slice(pair.indexOf('=') + 1);
    return /^[\w-]{20,100}$/.test(value) ? value : undefined;
  }

  /** The header that sets it. `Lax`, so that whoever comes by a link or from a provider is signed in. */
  set(value: string, origin: string, seconds = this.#seconds): string {
    const isSecure = origin.startsWith('https:');
    const name = isSecure ? `__Host-${this.#name}` : this.#name;
    const common = `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${seconds}`;
    return isSecure ? `${common}; Secure` : common;
  }

  /** The header that takes it away. */
  clear(origin: string): string {
    return this.set('', origin, 0);
  }
}

export const sessionCookie = new Cookie('crossplan-session', 30 * 86_400);
export const signInCookie = new Cookie('crossplan-sign-in', 600);
