/**
 * What the playground can be asked to run, as data and as an address: a blueprint links to a preset,
 * a person sends a setting to another.
 */

/** How endpoints are written and where they run. */
export const models = ['blocking', 'async', 'aiogreen', 'green', 'both', 'workers'] as const;
export type Model = (typeof models)[number];

/** What an endpoint does. */
export const kinds = ['quick', 'waiting', 'computing', 'reserving'] as const;
export type Kind = (typeof kinds)[number];

/** What guards the reservation, an endpoint that reads a counter and writes it back. */
export const reservations = ['forgotten', 'between', 'locked'] as const;
export type Reservation = (typeof reservations)[number];

/** One run. */
export interface Settings {
  readonly model: Model;
  /** Most messages worked on at once, 1 to 64; `blocking` has 1 whatever is said. */
  readonly poolSize: number;
  /** Messages of each kind, 0 to 40. */
  readonly mix: Readonly<Record<Kind, number>>;
  readonly reservation: Reservation;
}

export const MOST_OF_A_KIND = 40;
export const LARGEST_POOL = 64;

/** A setting worth a look, with a name of its own in the address. */
export interface Preset extends Settings {
  readonly id: string;
  readonly title: string;
}

const reserve24 = { quick: 0, waiting: 0, computing: 0, reserving: 24 };
const computeAmongQuick = { quick: 16, waiting: 0, computing: 6, reserving: 0 };

/** The first is what the page begins with. */
export const presets: readonly [Preset, ...Preset[]] = [
  {
    id: 'green-threads-lock-forgotten',
    title: 'Green threads, lock forgotten',
    model: 'green',
    poolSize: 8,
    mix: reserve24,
    reservation: 'forgotten',
  },
  {
    id: 'coroutines-same-code',
    title: 'Coroutines, same code',
    model: 'aiogreen',
    poolSize: 8,
    mix: reserve24,
    reservation: 'forgotten',
  },
  {
    id: 'half-migrated',
    title: 'Half migrated, one server',
    model: 'both',
    poolSize: 8,
    mix: reserve24,
    reservation: 'forgotten',
  },
  {
    id: 'coroutines-wait-between',
    title: 'Coroutines, a wait in between',
    model: 'aiogreen',
    poolSize: 8,
    mix: reserve24,
    reservation: 'between',
  },
  {
    id: 'green-threads-lock-held',
    title: 'Green threads, lock held',
    model: 'green',
    poolSize: 8,
    mix: reserve24,
    reservation: 'locked',
  },
  {
    id: 'blocking',
    title: 'Blocking, one at a time',
    model: 'blocking',
    poolSize: 1,
    mix: { quick: 6, waiting: 8, computing: 0, reserving: 6 },
    reservation: 'forgotten',
  },
  {
    id: 'async-same-load',
    title: 'Async, the same load',
    model: 'async',
    poolSize: 8,
    mix: { quick: 6, waiting: 8, computing: 0, reserving: 6 },
    reservation: 'forgotten',
  },
  {
    id: 'cpu-bound-in-async',
    title: 'CPU-bound in async',
    model: 'async',
    poolSize: 64,
    mix: computeAmongQuick,
    reservation: 'forgotten',
  },
  {
    id: 'cpu-bound-in-workers',
    title: 'CPU-bound in workers',
    model: 'workers',
    poolSize: 64,
    mix: computeAmongQuick,
    reservation: 'forgotten',
  },
];

/** The preset that a setting is, if it is one. */
export function presetOf(settings: Settings): Preset | undefined {
  const text = fullQuery(settings);
  return presets.find((preset) => fullQuery(preset) === text);
}

/** The query of an address that leads back to the setting: `preset=…`, or every part. */
export function toQuery(settings: Settings): string {
  const preset = presetOf(settings);
  return preset ? `preset=${preset.id}` : fullQuery(settings);
}

function fullQuery({ model, poolSize, mix, reservation }: Settings): string {
  const parts = { model, pool: model === 'blocking' ? 1 : poolSize, ...mix, reservation };
  return Object.entries(parts)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/**
 * Reads an address. What is missing is as in the first preset (or in the one that is named); what is
 * not understood too, and is told, all of it.
 */
export function fromQuery(query: string): { settings: Settings; faults: string[] } {
  const given = new URLSearchParams(query);
  const faults: string[] = [];
  const word = <const T extends string>(name: string, allowed: readonly T[], usual: T): T => {
    const text = given.get(name);
    if (text === null) return usual;
    const found = allowed.find((one) => one === text);
    if (found === undefined) faults.push(`${name}: expected ${allowed.join(', ')}; got ${text}`);
    return found ?? usual;
  };
  const count = (name: string, least: number, most: number, usual: number): number => {
    const text = given.get(name);
    if (text === null) return usual;
    const value = Number(text);
    const isFine = /^\d+$/.test(text) && value >= least && value <= most;
    if (!isFine) faults.push(`${name}: expected a number from ${least} to ${most}; got ${text}`);
    return isFine ? value : usual;
  };
  const ids = presets.map(({ id }) => id);
  const id = word('preset', ids, presets[0].id);
  const base = presets.find((preset) => preset.id === id) ?? presets[0];
  const settings: Settings = {
    model: word('model', models, base.model),
    poolSize: count('pool', 1, LARGEST_POOL, base.poolSize),
    mix: {
      quick: count('quick', 0, MOST_OF_A_KIND, base.mix.quick),
      waiting: count('waiting', 0, MOST_OF_A_KIND, base.mix.waiting),
      computing: count('computing', 0, MOST_OF_A_KIND, base.mix.computing),
      reserving: count('reserving', 0, MOST_OF_A_KIND, base.mix.reserving),
    },
    reservation: word('reservation', reservations, base.reservation),
  };
  return { settings, faults };
}
