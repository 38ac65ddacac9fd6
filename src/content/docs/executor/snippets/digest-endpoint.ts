/** An endpoint in a module of its own, for the `threading` executor: it computes, and waits for nobody. */
import { pbkdf2Sync } from 'node:crypto';

const endpoint = {
  digest: (_context: object, { text, rounds }: { text: string; rounds: number }) =>
    pbkdf2Sync(text, 'salt', rounds, 16, 'sha256').toString('hex'),
};
export default endpoint;
export type DigestEndpoint = typeof endpoint;
