/** `String(value)` for whatever an endpoint throws or a peer sends: it never throws itself. */
export function safeText(value: unknown): string {
  try {
    return String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
