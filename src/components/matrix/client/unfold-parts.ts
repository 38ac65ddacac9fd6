interface PartJson {
  part: string;
  status: string;
  by: string | null;
  reason: string;
}
interface ProjectJson {
  data: { proposals: { rows: { proposal: number; stage: string; parts: PartJson[] }[] }[] };
}

/** Lets the button of each project that has parts unfold them: a line each, below the project's. */
export function unfoldParts(rows: readonly HTMLTableRowElement[], table: HTMLTableElement): void {
  for (const row of rows) {
    const address = row.dataset['parts'];
    const button = row.querySelector('button');
    if (address === undefined || button === null) continue;
    button.addEventListener('click', () => void toggle(row, button, address, table));
  }
}

async function toggle(
  row: HTMLTableRowElement,
  button: HTMLButtonElement,
  address: string,
  table: HTMLTableElement,
): Promise<void> {
  if (button.getAttribute('aria-expanded') === 'true') {
    for (let next = partBelow(row); next; next = partBelow(row)) next.remove();
    button.setAttribute('aria-expanded', 'false');
    return;
  }
  button.setAttribute('aria-expanded', 'true');
  const answer = await fetch(address);
  const { data } = (await answer.json()) as ProjectJson;
  const cells = [...row.cells].slice(1).map(({ id }) => id.slice(id.indexOf('--') + 2));
  const at = new Map<string, PartJson[]>(
    data.proposals.flatMap(({ rows }) =>
      rows.map((one) => [`p${one.proposal}-${one.stage}`, one.parts] as const),
    ),
  );
  const names = new Set(cells.flatMap((cell) => (at.get(cell) ?? []).map(({ part }) => part)));
  const lines = [...names].map((name) => {
    const line = document.createElement('tr');
    line.className = 'part';
    const head = document.createElement('th');
    head.scope = 'row';
    head.textContent = name;
    line.append(head);
    for (const cell of cells)
      line.append(partCell(at.get(cell)?.find(({ part }) => part === name)));
    return line;
  });
  if (partBelow(row) === undefined && table.contains(row)) row.after(...lines);
}

function partBelow(row: HTMLTableRowElement): Element | undefined {
  const next = row.nextElementSibling;
  return next?.matches('.part') ? next : undefined;
}

function partCell(part: PartJson | undefined): HTMLTableCellElement {
  const cell = document.createElement('td');
  if (part === undefined) return cell;
  const isAbsence = part.status === 'done' && part.by === 'absence';
  const name = part.status.replace(' ', '-');
  const icon = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  icon.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS('http://www.w3.org/2000/svg', 'use');
  use.setAttribute('href', `#shape-${isAbsence ? 'absent' : name}`);
  icon.append(use);
  const words = document.createElement('span');
  words.textContent = isAbsence ? 'done, nothing left' : part.status;
  words.title = part.reason;
  const status = document.createElement('span');
  status.className = `status status-${name}`;
  status.append(icon, words);
  cell.append(status);
  return cell;
}
