/**
 * A stranger's body, read whole up to a size: of a request, or of a server's answer.
 *
 * @param tooLarge what is thrown where it is larger; no more of it is read then
 */
export async function boundedBytes(
  body: ReadableStream<Uint8Array> | null,
  most: number,
  tooLarge: () => Error,
): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > most) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
