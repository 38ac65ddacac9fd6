/** Makes the links to the table as data give what is shown, in its order, instead of all of it. */
export function exportShown(matrix: HTMLElement, body: HTMLTableSectionElement): void {
  for (const link of matrix.querySelectorAll<HTMLAnchorElement>('[data-export]')) {
    link.addEventListener('click', (event) => {
      const isPart = Number(matrix.dataset['pages']) > 1 && !matrix.dataset['whole'];
      const hidden = [...body.rows].some((row) => row.hidden);
      const isOrdered = new URLSearchParams(location.search).has('order');
      // All of it, as it is written: the file itself.
      if (isPart || (!hidden && !isOrdered)) return;
      event.preventDefault();
      const shown = [...body.rows].flatMap((row) =>
        row.hidden ? [] : (row.dataset['project'] ?? []),
      );
      void fetch(link.href)
        .then((answer) => answer.text())
        .then((text) => {
          const isCsv = link.dataset['export'] === 'csv';
          save(isCsv ? linesOf(text, shown) : entriesOf(text, shown), link);
        });
    });
  }
}

/** Of lines that begin with a project's id: the head, and those that are asked for. */
export function linesOf(csv: string, projects: readonly string[]): string {
  const [head = '', ...lines] = csv.split('\r\n');
  const by = new Map(lines.map((line) => [line.slice(0, line.indexOf(',')), line]));
  return [head, ...projects.flatMap((id) => by.get(id) ?? []), ''].join('\r\n');
}

/** Of a list of objects, those of the projects that are asked for. */
export function entriesOf(json: string, projects: readonly string[]): string {
  const all = JSON.parse(json) as { project: string }[];
  const by = new Map(all.map((one) => [one.project, one]));
  return `${JSON.stringify(
    projects.flatMap((id) => by.get(id) ?? []),
    null,
    2,
  )}\n`;
}

function save(text: string, { href, type }: HTMLAnchorElement): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = href.split('/').at(-1) ?? '';
  link.click();
  URL.revokeObjectURL(url);
}
