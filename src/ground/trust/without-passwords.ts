/** Who is asked for in an address, and with what, does not belong into a log; `git@` is no secret. */
export function withoutPasswords(text: string): string {
  return text.replace(/:\/\/(?!git@[^@\s"]*(?:[\s"]|$))[^\s"]*@/g, '://***@');
}
