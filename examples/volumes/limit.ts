import { getRpcClient, type Transport } from 'crossplan/executor';

/** What the Python service offers, as far as this one asks it. */
interface Quota {
  limit(context: object, args: { project: string }): number;
}

/** The limit of a project in GB; the Python service knows it. */
export type AskLimit = (project: string) => Promise<number>;

export function limitFrom(transport: Transport): AskLimit {
  const quota = getRpcClient<Quota>(transport, { topic: 'quota' }, { timeoutMs: 10_000 });
  return (project) => quota.call('limit', { project });
}
