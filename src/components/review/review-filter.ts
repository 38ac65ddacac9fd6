import { questions, type Question } from '../../review/question.ts';
import { reviewStates, type ReviewState } from '../../review/review-state.ts';

export { questions, reviewStates };

/** By what the table can be sorted; `stage` is the plan's order and groups the rows. */
export const sortKeys = [
  'stage',
  'turn',
  'title',
  'state',
  'project',
  'owner',
  'branch',
  'votes',
  'size',
  'changed',
] as const;
export type SortKey = (typeof sortKeys)[number];

/** What a reader asked to see. Empty texts and lists ask for nothing. */
export interface Filter {
  /** Words that all must stand somewhere in the row, whatever their case. */
  words: string;
  stage: string;
  project: string;
  owner: string;
  /** Whose turn it is, or who owns it. */
  person: string;
  states: readonly ReviewState[];
  /** Days: `over` that long untouched, or changed `within` so many. */
  age: { kind: 'over' | 'within'; days: number } | undefined;
  question: Question | undefined;
  sort: { key: SortKey; descending: boolean };
}

/** One row, as far as filters and sorting read it. */
export interface RowFacts {
  stage: string;
  project: string;
  owner: string;
  /** Those who have to act. */
  people: readonly string[];
  state: ReviewState;
  questions: readonly Question[];
  title: string;
  branch: string;
  /** Place by whose turn it is; NaN where it is not open. */
  turn: number;
  votes: number;
  size: number;
  /** Milliseconds since the epoch; NaN where nobody knows. */
  changed: number;
  /** All of the row's text, in lower case. */
  text: string;
}

export const everything: Filter = {
  words: '',
  stage: '',
  project: '',
  owner: '',
  person: '',
  states: [],
  age: undefined,
  question: undefined,
  sort: { key: 'stage', descending: false },
};

/** Reads a filter from an address' query. What is not understood asks for nothing. */
export function readFilter(query: URLSearchParams): Filter {
  const among = <T extends string>(value: string | null, all: readonly T[]): T | undefined =>
    all.find((one) => one === value);
  const states = (query.get('state') ?? '').split(',');
  const sort = query.get('sort') ?? '';
  const key = among(sort.replace(/^-/, ''), sortKeys) ?? 'stage';
  const age = /^(over|within)-(\d{1,5})$/.exec(query.get('age') ?? '');
  return {
    words: query.get('q')?.trim() ?? '',
    stage: query.get('stage') ?? '',
    project: query.get('project') ?? '',
    owner: query.get('owner') ?? '',
    person: query.get('person') ?? '',
    states: reviewStates.filter((state) => states.includes(state)),
    age: age === null ? undefined : { kind: age[1] as 'over' | 'within', days: Number(age[2]) },
    question: among(query.get('ask'), questions),
    sort: { key, descending: key !== 'stage' && sort.startsWith('-') },
  };
}

/** The query that {@link readFilter} reads back; only what differs from {@link everything}. */
export function writeFilter(filter: Filter): URLSearchParams {
  const query = new URLSearchParams();
  const set = (name: string, value: string) => {
    if (value !== '') query.set(name, value);
  };
  set('ask', filter.question ?? '');
  set('stage', filter.stage);
  set('project', filter.project);
  set('state', filter.states.join(','));
  set('owner', filter.owner);
  set('person', filter.person);
  set('age', ageText(filter.age));
  set('q', filter.words);
  const { key, descending } = filter.sort;
  if (key !== 'stage') set('sort', `${descending ? '-' : ''}${key}`);
  return query;
}

/** `over-90`, as addresses and the form's choices say it. */
export function ageText(age: Filter['age']): string {
  return age === undefined ? '' : `${age.kind}-${age.days}`;
}

/** @param now milliseconds since the epoch */
export function matches(facts: RowFacts, filter: Filter, now: number): boolean {
  const { stage, project, owner, person, states, question, age } = filter;
  if (stage !== '' && facts.stage !== stage) return false;
  if (project !== '' && facts.project !== project) return false;
  if (owner !== '' && facts.owner !== owner) return false;
  if (person !== '' && facts.owner !== person && !facts.people.includes(person)) return false;
  if (states.length > 0 && !states.includes(facts.state)) return false;
  if (question !== undefined && !facts.questions.includes(question)) return false;
  if (age !== undefined) {
    const days = (now - facts.changed) / 86_400_000;
    if (!(age.kind === 'over' ? days >= age.days : days <= age.days)) return false;
  }
  const words = filter.words.toLowerCase().split(/\s+/);
  return words.every((word) => facts.text.includes(word));
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** How two rows stand to each other; rows that do not tell stand last, whichever way it goes. */
export function comparison({ key, descending }: Filter['sort']) {
  const sign = descending ? -1 : 1;
  return (a: RowFacts, b: RowFacts): number => {
    if (key === 'stage') return 0;
    if (key === 'state') {
      return sign * (reviewStates.indexOf(a.state) - reviewStates.indexOf(b.state));
    }
    const [one, other] = [a[key], b[key]];
    const untold = Number(isUntold(one)) - Number(isUntold(other));
    if (untold !== 0 || isUntold(one)) return untold;
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other);
    return sign * collator.compare(String(one), String(other));
  };
}

const isUntold = (value: string | number) => value === '' || Number.isNaN(value);
