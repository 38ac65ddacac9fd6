/** What XML may hold: it has no form for most control characters. */
export function xmlText(text: string): string {
  // eslint-disable-next-line no-control-regex -- they are what is taken out
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}
