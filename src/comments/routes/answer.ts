import type { Refusal } from '../store/refused.ts';

/** What an answer says when it is not what was asked for, with its status of HTTP. */
export class NoAnswer extends Error {
  override name = 'NoAnswer';
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

/** The status of what the store does not do. */
export const statusOf: Readonly<Record<Refusal, number>> = {
  'not found': 404,
  forbidden: 403,
  banned: 403,
  conflict: 409,
  invalid: 422,
};

/** Has the asker already what an answer with that tag says? */
export function notModified(request: Request, etag: string): boolean {
  const tags = (request.headers.get('if-none-match') ?? '').split(',');
  return tags.some((one) => one.trim().replace(/^W\//, '') === etag);
}

interface AnswerHead {
  status?: number;
  headers?: Readonly<Record<string, string>>;
}

/** JSON that nobody keeps without asking again, and no browser takes for anything else. */
export function answer(value: unknown, head: AnswerHead = {}): Response {
  return answerOf(`${JSON.stringify(value)}\n`, head);
}

/** The same of what is JSON already. */
export function answerOf(
  json: string | Uint8Array<ArrayBuffer>,
  { status = 200, headers = {} }: AnswerHead = {},
): Response {
  return new Response(json, {
    status,
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      ...headers,
    },
  });
}
