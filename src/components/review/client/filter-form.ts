import { ageText, readFilter, type Filter } from '../review-filter.ts';

/** What the form above the table of reviews asks for. */
export function readForm(form: HTMLFormElement): Filter {
  const query = new URLSearchParams();
  const data = new FormData(form);
  for (const [name, value] of data) if (typeof value === 'string') query.set(name, value);
  const boxes = form.querySelectorAll<HTMLInputElement>('input[name=state]:checked');
  query.set('state', [...boxes].map(({ value }) => value).join(','));
  return readFilter(query);
}

/** Makes the form say what a filter asks for. */
export function fillForm(form: HTMLFormElement, filter: Filter): void {
  const { sort, states } = filter;
  const values = {
    q: filter.words,
    stage: filter.stage,
    project: filter.project,
    owner: filter.owner,
    person: filter.person,
    age: ageText(filter.age),
    ask: filter.question ?? '',
    sort: `${sort.descending ? '-' : ''}${sort.key}`,
  };
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLSelectElement) {
      // An address may ask for what is in no list: a project whose last review is gone.
      if (![...field.options].some((option) => option.value === value)) {
        field.append(new Option(value, value));
      }
      field.value = value;
    } else if (field instanceof HTMLInputElement && field.value.trim() !== value) {
      field.value = value;
    }
  }
  for (const box of form.querySelectorAll<HTMLInputElement>('input[name=state]')) {
    box.checked = states.some((state) => state === box.value);
  }
}
