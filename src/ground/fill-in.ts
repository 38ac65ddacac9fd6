/**
 * Puts values into a text in place of `{name}`, all at once: what a value holds is no placeholder. A
 * name without a value stays as it is.
 */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (mark, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? mark) : mark,
  );
}
