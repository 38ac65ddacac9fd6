import { noon, writeHistory } from '../adoption/support/history.ts';
import { placeOf } from './repositories.ts';

const time = noon('2024-02-01');
const pattern = (text: string) => `{ title: x, kind: text, include: ['**'], pattern: '${text}' }`;
const glob = (text: string) => `{ title: x, kind: file, include: ['${text}'] }`;

/** Patterns and globs that would never end on what {@link writeEndless} writes. */
const probes = [
  pattern('/(a|a)+b/'),
  pattern('/[a--b]+x/v'),
  pattern('/(?<=(a+)+)b/'),
  pattern('/(a*)*\\1c/'),
  pattern('/^(?:a?){40}a{40}$/'),
  glob(`${'*a'.repeat(60)}b`),
  glob('+(a*|a*a)b'),
  glob(`${'*('.repeat(20)}a${')'.repeat(20)}b`),
  glob(`${'**/*a/'.repeat(30)}b`),
  glob(`${'{a,aa}'.repeat(28)}b`),
  glob(`a!(${'a|'.repeat(60)}!(a))*b`),
];

/** All of them as a proposal's probes, p0, p1, …; each is asked of the one project. */
export const endlessProbes = `probes:\n${probes.map((probe, i) => `  p${i}: ${probe}\n`).join('')}`;
export const countOfProbes = probes.length;

/** A repository on which they would not end. */
export function writeEndless(mirrors: string): void {
  writeHistory(placeOf(mirrors, 'patterns'), [
    {
      time,
      entries: [
        { path: 'a'.repeat(200), content: `${'a'.repeat(60)}\n` },
        { path: `${'aa/'.repeat(30)}a.txt`, content: `x\n${'a'.repeat(5000)}\n` },
      ],
    },
  ]);
}
