/** The same well-formed text, for what is kept: a part of a string keeps the whole of it in memory. */
export function ownText(text: string): string {
  return Buffer.from(text).toString();
}
