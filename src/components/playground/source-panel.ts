import { find } from './dom.ts';
import { switchesByCall } from './figures.ts';
import type { Run } from './run.ts';

const notes: Readonly<Record<Run['settings']['model'], string>> = {
  green:
    'Every call of the service may switch. A program with patched green threads has no mark there; JavaScript cannot switch without one, so each call carries it here, struck out.',
  both: 'Both stand on one server, as in a service that is half migrated. Odd messages are served by the green threads, even ones by the coroutines.',
  aiogreen: 'Another message can run at “yield From”. A plain call cannot switch.',
  async: 'Another message can run at “await”. A plain call cannot switch.',
  blocking: 'The functions wait with “await”, but no other message is begun meanwhile.',
  workers: 'Another message can run at “await”. What computes is computed in a Web Worker.',
};

/** Shows the endpoints that ran, and at each line how often messages switched there. */
export function showSource(root: HTMLElement, run: Run): void {
  const { model, mix, reservation } = run.settings;
  const counts = switchesByCall(run);
  find(root, '[data-source-note]', HTMLElement).textContent = notes[model];
  for (const figure of root.querySelectorAll<HTMLElement>('.results .snippet')) {
    const { models = '', kind = '', reservation: only } = figure.dataset;
    figure.hidden =
      !models.split(' ').includes(model) ||
      mix[kind as keyof typeof mix] === 0 ||
      (only !== undefined && only !== reservation);
    const way = figure.classList.contains('implicit') ? 'implicit' : 'explicit';
    for (const line of figure.querySelectorAll<HTMLElement>('.line')) {
      const count = counts.get(`${way} ${kind} ${line.dataset['call'] ?? ''}`) ?? 0;
      line.classList.toggle('switched', count > 0);
      const note = line.querySelector('i');
      if (note)
        note.textContent = count > 0 ? `${count} ${count === 1 ? 'switch' : 'switches'}` : '';
    }
  }
}
