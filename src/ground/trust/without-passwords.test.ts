import { expect, it } from 'vitest';
import { withoutPasswords } from './without-passwords.ts';

it.each([
  ['https://user:sesame@h.example/a', 'https://***@h.example/a'],
  ['https://sesame@h.example/a', 'https://***@h.example/a'],
  ['https://u:p@ses/ame@h.example/a', 'https://***@h.example/a'],
  ['["https://u:sesame@h", "http://v:sesame@i"]', '["https://***@h", "http://***@i"]'],
  ['ssh://git:sesame@h/a', 'ssh://***@h/a'],
  ['ssh://git@sesame@h/a', 'ssh://***@h/a'],
  ['ssh://git@h/a', 'ssh://git@h/a'],
  ['git@h:a/b', 'git@h:a/b'],
  ['https://h.example/a?b=c', 'https://h.example/a?b=c'],
])('%s is told as %s', (text, told) => {
  expect(withoutPasswords(text)).toBe(told);
});
