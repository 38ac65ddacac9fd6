import { resolve } from 'node:path';
import { allowedHint, allowedWords } from '../../src/ground/suggest.ts';
import { today } from '../../src/ground/day.ts';
import { daySchema } from '../../src/proposal/field.ts';
import { WrongUse } from './cli.ts';

/** What several commands ask in the same way: one help, one answer, one wording. */

/** `--root`, for the table of options. */
export const rootOption = {
  type: 'string',
  value: '<dir>',
  help: 'the folder of the proposals; default: proposals',
} as const;

/** `--proposal`, for the table of options. */
export const proposalOption = {
  type: 'string',
  value: '<number>',
  help: 'only this proposal; default: all',
} as const;

/** `--project`, for the table of options. */
export const projectOption = {
  type: 'string',
  multiple: true,
  value: '<id>',
  help: 'only this project; may be given several times',
} as const;

/** `--on` of what is recorded, for the table of options. */
export const onOption = {
  type: 'string',
  value: '<day>',
  help: 'the day on which it happened; default: today',
} as const;

/** The folder of the proposals, as an absolute path. */
export function proposalsRoot({ root = 'proposals' }: { root?: string }): string {
  return resolve(root);
}

interface Numbered {
  number: number;
}

/** What `--proposal` asks for among what was loaded. */
export interface ChosenProposals<Whole, Faulty> {
  proposals: Whole[];
  /** Those asked for that cannot be used until they are mended. */
  faulty: Faulty[];
}

/**
 * The proposals that `--proposal` asks for, all of them where it is not given. A number may be
 * written with zeros before it, as its folder has it.
 *
 * @throws {WrongUse} where no proposal has the number, whole or faulty
 */
export function chosenProposals<Whole extends Numbered, Faulty extends { name: string }>(
  { proposals, faulty }: { proposals: readonly Whole[]; faulty: readonly Faulty[] },
  asked: string | undefined,
): ChosenProposals<Whole, Faulty> {
  if (asked === undefined) return { proposals: [...proposals], faulty: [...faulty] };
  const number = /^\d{1,9}$/.test(asked) ? Number(asked) : Number.NaN;
  const found = {
    proposals: proposals.filter((one) => one.number === number),
    faulty: faulty.filter(({ name }) => numberOfFolder(name) === number),
  };
  if (found.proposals.length + found.faulty.length > 0) return found;
  const numbers = [
    ...proposals.map((one) => one.number),
    ...faulty.map(({ name }) => numberOfFolder(name)).filter((one) => !Number.isNaN(one)),
  ].sort((a, b) => a - b);
  const words = numbers.map(String);
  throw new WrongUse(`--proposal: no proposal \`${asked}\`; ${hint(undefined, words, 'proposal')}`);
}

/**
 * The one proposal that a command works on: the number is needed unless there is only one.
 *
 * @throws {WrongUse} where it is not said which, or no whole proposal has the number
 */
export function oneProposal<Whole extends Numbered>(
  loaded: { proposals: readonly Whole[]; faulty: readonly { name: string }[] },
  asked: string | undefined,
): Whole {
  if (asked === undefined && loaded.proposals.length + loaded.faulty.length !== 1) {
    const numbers = loaded.proposals.map(({ number }) => String(number));
    throw new WrongUse(`--proposal is needed; ${hint(undefined, numbers, 'proposal')}`);
  }
  const { proposals, faulty } = chosenProposals(loaded, asked);
  if (proposals[0] !== undefined) return proposals[0];
  const name = faulty[0]?.name ?? '';
  throw new WrongUse(`--proposal: ${name} is faulty; npm run check says what is to be mended`);
}

/**
 * Holds `--project` against the registry.
 *
 * @throws {WrongUse} with every id that is no project
 */
export function chosenProjects(
  asked: readonly string[] | undefined,
  projects: Readonly<Record<string, unknown>>,
): readonly string[] | undefined {
  allOf('--project', 'project', asked ?? [], Object.keys(projects));
  return asked;
}

/** Holds words that were asked for against those that there are. */
export function allOf(
  option: string,
  what: string,
  asked: readonly string[],
  allowed: readonly string[],
): void {
  const wrong = asked.filter((word) => !allowed.includes(word));
  if (wrong.length === 0) return;
  throw new WrongUse(
    wrong
      .map((word) => `${option}: no ${what} \`${word}\`; ${hint(word, allowed, what)}`)
      .join('\n'),
  );
}

/** One word that is needed, held against those that there are. */
export function oneOf<Word extends string>(
  option: string,
  what: string,
  asked: string | undefined,
  allowed: readonly Word[],
): Word {
  if (asked === undefined) {
    throw new WrongUse(`${option} is needed; ${hint(undefined, allowed, what)}`);
  }
  allOf(option, what, [asked], allowed);
  return asked as Word;
}

/**
 * A day on which something happened, `YYYY-MM-DD`.
 *
 * @throws {WrongUse} where it is none, or has not come yet
 */
export function pastDay(option: string, text: string): string {
  if (daySchema.safeParse(text).success && text <= today()) return text;
  throw new WrongUse(`${option}: expected a day up to today, YYYY-MM-DD, got \`${text}\``);
}

/** A whole number, digits alone. */
export function wholeNumber(
  option: string,
  text: string,
  { least = 0, most = 999_999_999 }: { least?: number; most?: number } = {},
): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  const range = most === 999_999_999 ? `from ${least} on` : `from ${least} to ${most}`;
  throw new WrongUse(`${option}: expected a whole number ${range}, got \`${text}\``);
}

/** What is near to the word; all that is allowed where nothing was written, or a number. */
function hint(word: string | undefined, allowed: readonly string[], what: string): string {
  if (allowed.length === 0) return `there is no ${what} yet`;
  return word === undefined ? allowedWords(allowed) : allowedHint(word, allowed);
}

function numberOfFolder(name: string): number {
  return Number(/^(\d{4})-/.exec(name)?.[1] ?? Number.NaN);
}
