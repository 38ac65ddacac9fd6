import type { ListedRevision, Revision, RevisionList } from '../../../comments/revision-file.ts';
import { textChanges } from '../../../comments/anchoring/text-changes.ts';
import { element } from '../../../components/comments/client/element.ts';
import { changeElement } from './change-element.ts';
import { shownChanges, summaryOf } from './shown-changes.ts';

/** Characters of changes that are shown; a longer list is more than anybody reads. */
const most = 2_000_000;
/** Milliseconds after which an answer is given up. */
const limitMs = 20_000;

/** The name under which an address asks for a revision: its number, or `here` for one without. */
function nameOf({ number }: ListedRevision): string {
  return number === undefined ? 'here' : String(number);
}

/** Compares the two revisions that the address names or a reader chooses, from the files of the build. */
export function startCompare(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-compare]');
  const status = document.querySelector<HTMLElement>('[data-compare-status]');
  const shown = document.querySelector<HTMLElement>('[data-compare-changes]');
  const address = form?.dataset['compare'];
  if (form === null || status === null || shown === null || address === undefined) return;
  const say = (error: unknown) => {
    status.textContent = `Not compared: ${error instanceof Error ? error.message : String(error)}.`;
  };
  void read<RevisionList>(address)
    .then((list) => {
      const [from, to] = fill(form, list);
      const compare = () => {
        void show(list, from.value, to.value, address, status, shown).catch(say);
        const asked = new URLSearchParams({ from: from.value, to: to.value });
        history.replaceState(null, '', `?${asked}${location.hash}`);
      };
      form.addEventListener('change', compare);
      form.hidden = false;
      compare();
    })
    .catch(say);
}

async function read<T>(address: string): Promise<T> {
  const answer = await fetch(address, { signal: AbortSignal.timeout(limitMs) });
  if (!answer.ok) throw new Error(`the site answered ${answer.status} for ${address}`);
  return (await answer.json()) as T;
}

/** Puts the revisions into both choices; chosen is what the address asks for, else the last two. */
function fill(
  form: HTMLFormElement,
  { revisions, head }: RevisionList,
): [from: HTMLSelectElement, to: HTMLSelectElement] {
  const asked = new URLSearchParams(location.search);
  const names = revisions.map(nameOf);
  const chosen = (key: 'from' | 'to', back: number) => {
    const select = form.elements.namedItem(key) as HTMLSelectElement;
    for (const one of revisions) {
      const day = one.date === undefined ? '' : ` of ${one.date.slice(0, 10)}`;
      const words = one.number === undefined ? 'as it stands here' : `r${one.number}${day}`;
      const today = one.id === head && one.number !== undefined ? ', today’s' : '';
      select.append(element('option', { value: nameOf(one) }, `${words}${today}`));
    }
    const wanted = asked.get(key) ?? '';
    select.value = names.includes(wanted) ? wanted : (names.at(-back) ?? '');
    return select;
  };
  return [chosen('from', 2), chosen('to', 1)];
}

/** What is asked for last is what is shown: an answer that comes late is not. */
let turn = 0;

async function show(
  { revisions }: RevisionList,
  from: string,
  to: string,
  address: string,
  status: HTMLElement,
  shown: HTMLElement,
): Promise<void> {
  const mine = ++turn;
  status.textContent = 'Reading…';
  const folder = address.replace(/\.json$/, '');
  const [before = [], after = []] = await Promise.all(
    [from, to].map(async (name) => {
      const id = revisions.find((one) => nameOf(one) === name)?.id;
      if (id === undefined) throw new Error(`there is no revision ${name}`);
      const { text } = await read<Revision>(`${folder}/${id}.json`);
      return text === '' ? [] : text.split('\n').map((block) => ({ text: block, in: 'p' }));
    }),
  );
  if (mine !== turn) return;
  const changes = textChanges(before, after);
  const { ins, del } = summaryOf(changes).words;
  const { shown: parts, leftOut } = shownChanges(changes, most);
  shown.replaceChildren(...parts.map(changeElement));
  const more = leftOut > 0 ? ` ${leftOut} further changes are not shown.` : '';
  status.textContent = changes.every(({ how }) => how === 'same')
    ? 'Nothing of the text differs.'
    : `${ins} ${ins === 1 ? 'word' : 'words'} put in, ${del} taken out.${more}`;
}
