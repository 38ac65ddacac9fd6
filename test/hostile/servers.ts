import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fill } from './support.ts';

const attack = '<script>window.ran = 1</script>';
const acts = `\u001b[2J\u202e\n::error::x ##vso[x]`;

/** A change in which every text is a stranger's. */
export const change = (number: unknown, more: object = {}) => ({
  id: attack,
  project: 'demo/alpha',
  branch: acts,
  topic: 'move',
  change_id: attack,
  subject: `${attack}${acts}`,
  status: 'NEW',
  created: '2026-01-01 00:00:00.000000000',
  updated: '2026-01-02 00:00:00.000000000',
  owner: { name: `${attack}${acts}`, email: acts, username: acts },
  labels: { __proto__: { all: [] }, [attack]: { all: [{ value: 1e308, name: acts }] } },
  current_revision: acts,
  _number: number,
  ...more,
});
export const json = (data: unknown) => `)]}'\n${JSON.stringify(data)}`;

/** What a Gerrit answers to every request; each is a system of its own. */
export const answers: Record<string, (response: ServerResponse, at: string) => void> = {
  texts: (response) => response.end(json([change(1)])),
  numbers: (response) =>
    response.end(json([change(-1), change(1e300), change('2'), change(null), change(0.5)])),
  days: (response) =>
    response.end(json([change(3, { updated: '9999-99-99', created: acts, submitted: '-1' })])),
  'no list': (response) => response.end(json({ __proto__: null, constructor: 1 })),
  'a great list': (response) => response.end(json(Array.from({ length: 100_000 }, () => 1))),
  'many changes': (response) =>
    response.end(json(Array.from({ length: 3000 }, (_, i) => change(i + 1)))),
  'more and more': (response) => response.end(json([change(4, { _more_changes: true })])),
  deep: (response) => response.end(`)]}'\n${'['.repeat(1_000_000)}`),
  'deep within': (response) =>
    response.end(
      `)]}'\n[{"_number":5,"project":"p","labels":${'{"a":'.repeat(4000)}1${'}'.repeat(4000)}}]`,
    ),
  polluting: (response) =>
    response.end(
      `)]}'\n[{"_number":6,"project":"demo/alpha","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}]`,
    ),
  html: (response) => response.end(`<!doctype html>${attack}`),
  prefixes: (response) => response.end(fill(")]}'\n", 400_000)),
  blanks: (response) => response.end(fill(' ', 4_000_000)),
  'long text': (response) => response.end(json([change(7, { subject: fill('x', 5_000_000) })])),
  'many labels': (response) =>
    response.end(
      json([
        change(8, {
          labels: Object.fromEntries(
            Array.from({ length: 20_000 }, (_, i) => [`l${i}`, { all: [{ value: 1 }] }]),
          ),
        }),
      ]),
    ),
  'the other server': (response, other) => response.writeHead(302, { location: other }).end(),
  'a file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  'round in circles': (response) => response.writeHead(302, { location: '?x' }).end(),
  forbidden: (response) => response.writeHead(403).end(acts),
  headers: (response) => response.writeHead(200, { 'x-a': 'b'.repeat(8000) }).end(json([])),
};

/** A server on loopback; it ends with the stack. */
export async function listen(
  stack: AsyncDisposableStack,
  answer: (path: string, response: ServerResponse, request: IncomingMessage) => void,
): Promise<string> {
  const server = createServer((request, response) => {
    answer(decodeURIComponent(request.url ?? ''), response, request);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  stack.defer(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** `reviewSystems` in which each of these paths of a server is a system of its own, and queries for a stage. */
export function systemsOf(
  names: readonly string[],
  origin: string,
): { systems: string; queries: string } {
  const systems = names.map((name, i) => {
    const api = JSON.stringify(`${origin}/${encodeURIComponent(name)}`);
    return `{ kind: gerrit, host: h${i}.example, api: ${api} }`;
  });
  const queries = names.map((_, i) => `{ on: 'gerrit:h${i}.example', topic: [move] }`);
  return { systems: `[${systems.join(', ')}]`, queries: `[${queries.join(', ')}]` };
}

/** The systems of all {@link answers}, and one that calls itself by the name of one that a secret is kept for. */
export function hostileSystems(origin: string): { systems: string; queries: string } {
  const { systems, queries } = systemsOf(Object.keys(answers), origin);
  const github = `{ kind: github, host: github.com, api: '${origin}/github' }`;
  return {
    systems: systems.replace(/\]$/, `, ${github}]`),
    queries: queries.replace(/\]$/, ", { on: 'github:github.com', label: [move] }]"),
  };
}
