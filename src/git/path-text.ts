import { isUtf8 } from 'node:buffer';

/**
 * A path of a repository as text. Paths are bytes: valid UTF-8 is taken as it is, and every byte that
 * is not becomes one lone surrogate, U+DC80 to U+DCFF for 0x80 to 0xFF (as PEP 383's
 * `surrogateescape`). JSON writes those as `\udc80` …, so a snapshot keeps every name apart, and
 * {@link pathBytes} gives the bytes back.
 */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find(
      (count) => at + count <= bytes.length && isUtf8(bytes.subarray(at, at + count)),
    );
    if (length === undefined) {
      text += String.fromCharCode(0xdc00 + (bytes[at] ?? 0));
      at += 1;
    } else {
      text += bytes.toString('utf8', at, at + length);
      at += length;
    }
  }
  return text;
}

/** The bytes of a path written by {@link pathText}. */
export function pathBytes(text: string): Buffer {
  const parts: Buffer[] = [];
  // With the flag `u`, a lone surrogate matches alone and a pair never splits.
  for (const [part] of text.matchAll(/[\udc80-\udcff]|[^\udc80-\udcff]+/gu)) {
    const unit = part.charCodeAt(0);
    const escaped = part.length === 1 && unit >= 0xdc80 && unit <= 0xdcff;
    parts.push(escaped ? Buffer.of(unit - 0xdc00) : Buffer.from(part, 'utf8'));
  }
  return Buffer.concat(parts);
}

/** A path as part of a web address: percent-encoded byte by byte, `/` kept. */
export function pathInAddress(text: string): string {
  let address = '';
  for (const byte of pathBytes(text)) {
    const char = String.fromCharCode(byte);
    address += /[A-Za-z0-9/._~-]/.test(char)
      ? char
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return address;
}

/** A path as it is shown: bytes that are no text, and line breaks, as escapes. */
export function pathShown(path: string): string {
  return path
    .replace(/[\udc80-\udcff]/gu, (byte) => `\\x${(byte.charCodeAt(0) - 0xdc00).toString(16)}`)
    .replace(/\p{Cc}/gu, (control) => JSON.stringify(control).slice(1, -1));
}
