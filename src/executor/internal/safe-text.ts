/** `String(value)` for whatever an endpoint throws or a peer sends: it never throws itself. */
export function safeText(value: unknown): string {
  try {
    return String(value);
  } catch {
    try {
      return Object.prototype.toString.call(value);
    } catch {
      return `a ${typeof value} that cannot be read`; // a proxy
    }
  }
}
