import { NotSignedIn } from './sign-in-way.ts';

/** What went wrong at a provider, in words that give none of its own answer away. */
export function asNotSignedIn(error: unknown): NotSignedIn {
  if (error instanceof NotSignedIn) return error;
  const code = (error as { code?: unknown }).code;
  const what = typeof code === 'string' && /^[\w.-]{1,60}$/.test(code) ? ` (${code})` : '';
  const message = `the provider did not say who you are${what}; try again`;
  return new NotSignedIn(message, { cause: error });
}
