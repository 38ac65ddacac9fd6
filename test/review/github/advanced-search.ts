/*
 * GitHub's advanced search of issues and pull requests, as strict as its documentation: qualifiers
 * side by side must all hold, two of one name too; OR must be written; more than five operators are
 * refused; brackets nest at most five deep.
 *
 * Sources: GitHub's documentation, "Searching issues and pull requests" and "Troubleshooting search
 * queries"; its changelog of 2025-03-06 on advanced search in the REST API.
 */

/** What of a pull request a search can ask for. */
export interface Searched {
  repository: string;
  title: string;
  body: string;
  labels: readonly string[];
  base: string;
  created: string;
  updated: string;
}

/** The search is one that GitHub refuses, with what it says. */
export class RefusedSearch extends Error {
  override name = 'RefusedSearch';
}

type Test = (pull: Searched, fields: readonly ('title' | 'body')[]) => boolean;
interface Parsed {
  test: Test;
  /** Repositories that it names. */
  repositories: string[];
}

const both = ['title', 'body'] as const;

/** @throws RefusedSearch */
export function parseSearch(q: string): {
  matches: (pull: Searched) => boolean;
  repositories: string[];
} {
  const tokens = q.match(/\(|\)|(?:[\w-]+:)?(?:"[^"]*"(?:,"[^"]*")*|[^\s()"]+)/g) ?? [];
  const operators = tokens.filter((token) => /^(?:AND|OR|NOT)$/.test(token)).length;
  if (operators > 5) throw new RefusedSearch('More than five AND / OR / NOT operators were used.');
  let at = 0;
  const repositories: string[] = [];
  const any = (depth: number): Parsed['test'] => {
    if (depth > 5) throw new RefusedSearch('The search is nested too deeply.');
    const parts = [all(depth)];
    while (tokens[at] === 'OR') {
      at++;
      parts.push(all(depth));
    }
    return (pull, fields) => parts.some((part) => part(pull, fields));
  };
  const all = (depth: number): Test => {
    const parts: Test[] = [];
    let fields: ('title' | 'body')[] | undefined;
    while (at < tokens.length && tokens[at] !== ')' && tokens[at] !== 'OR') {
      const token = tokens[at++] ?? '';
      if (token === 'AND') continue;
      if (token === '(') {
        const inside = fieldsOf(tokens, at);
        if (inside !== undefined) {
          fields = inside.fields;
          at = inside.end;
        } else {
          parts.push(any(depth + 1));
          if (tokens[at++] !== ')') throw new RefusedSearch('A bracket is not closed.');
        }
      } else if (token.startsWith('in:')) fields = [...(fields ?? []), fieldOf(token)];
      else parts.push(term(token, repositories));
    }
    return (pull, outer) => parts.every((part) => part(pull, fields ?? outer));
  };
  const test = any(0);
  if (at < tokens.length) throw new RefusedSearch('A bracket is not opened.');
  return { matches: (pull) => test(pull, both), repositories };
}

/** `(in:title OR in:body)`: where words are looked for. */
function fieldsOf(tokens: readonly string[], at: number) {
  const end = tokens.indexOf(')', at);
  const inside = tokens.slice(at, end);
  if (end < 0 || !inside.every((token) => token === 'OR' || token.startsWith('in:')))
    return undefined;
  return { fields: inside.filter((token) => token !== 'OR').map(fieldOf), end: end + 1 };
}

function fieldOf(token: string): 'title' | 'body' {
  const field = token.slice(3);
  if (field === 'title' || field === 'body') return field;
  throw new RefusedSearch(`The field ${field} cannot be searched.`);
}

function term(token: string, repositories: string[]): Test {
  const [, key, value = ''] = /^([\w-]+):(.*)$/.exec(token) ?? [];
  const values =
    value
      .replace(/^>=|^<=/, '')
      .match(/"[^"]*"|[^,]+/g)
      ?.map(unquoted) ?? [];
  switch (key) {
    case undefined: {
      const words = unquoted(token).toLowerCase();
      return (pull, fields) => fields.some((field) => pull[field].toLowerCase().includes(words));
    }
    case 'is':
      return () => true;
    case 'repo':
      repositories.push(value.toLowerCase());
      return ({ repository }) => repository.toLowerCase() === value.toLowerCase();
    case 'label':
      return ({ labels }) => values.some((one) => labels.includes(one));
    case 'base':
      return ({ base }) => base === values[0];
    case 'updated':
      return ({ updated }) => updated >= (values[0] ?? '');
    case 'created':
      return ({ created }) => created <= (values[0] ?? '');
    default:
      throw new RefusedSearch(`The qualifier ${key} is not known to this double.`);
  }
}

const unquoted = (text: string) => text.replace(/^"|"$/g, '');
