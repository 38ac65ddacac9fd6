/** Brings the playground's page to life: settings in, runs out, the address kept in step. */
import { figures, type Figures } from './figures.ts';
import { clear, find, row } from './dom.ts';
import { run, type Run } from './run.ts';
import { readForm, showSettings, title } from './form.ts';
import { fromQuery, presets, toQuery, type Settings } from './settings.ts';
import { showSource } from './source-panel.ts';
import { webWorkers, type ThreadPool } from './thread-pool.ts';
import { kindWords, timeIn, timeline } from './timeline.ts';
import type { Phase } from './trace.ts';
import { ms, verdict } from './verdict.ts';

const KEPT_RUNS = 8;

/** Starts the playground below an element that holds Controls and Results. */
export function startPlayground(root: HTMLElement): void {
  const form = find(root, 'form', HTMLFormElement);
  const drawing = find(root, '[data-drawing]', HTMLElement);
  let last: Run | undefined;
  let wanted: Settings | undefined;
  let isRunning = false;

  let drawnWidth = 0;
  const draw = (): void => {
    drawnWidth = drawing.clientWidth;
    if (last) drawing.innerHTML = timeline(last, Math.max(drawnWidth, 280));
  };
  const work = async (): Promise<void> => {
    isRunning = true;
    root.setAttribute('aria-busy', 'true');
    while (wanted) {
      const settings = wanted;
      wanted = undefined;
      try {
        last = await runWithThreads(settings);
      } catch (error) {
        tellFailure(root, error);
        continue;
      }
      draw();
      drawing.classList.remove('fresh');
      drawing.getBoundingClientRect(); // so that the animation begins anew
      drawing.classList.add('fresh');
      show(root, last);
    }
    root.removeAttribute('aria-busy');
    isRunning = false;
  };
  const start = (settings: Settings, keepAddress = false): void => {
    showSettings(root, settings);
    const query = `?${toQuery(settings)}`;
    find(root, '[data-link]', HTMLAnchorElement).href = query;
    if (!keepAddress) history.replaceState(null, '', query);
    wanted = settings;
    if (!isRunning) void work();
  };

  for (const button of root.querySelectorAll<HTMLButtonElement>('[data-preset]')) {
    button.addEventListener('click', () => {
      const preset = presets.find(({ id }) => id === button.dataset['preset']);
      if (preset) start(preset);
    });
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    start(readForm(form));
  });
  form.addEventListener('change', () => {
    if (form.checkValidity()) start(readForm(form));
  });
  new ResizeObserver(() => {
    if (drawing.clientWidth === drawnWidth) return;
    // What is drawn for another width has been seen already: nothing of it moves.
    drawing.classList.remove('fresh');
    draw();
  }).observe(drawing);
  if (matchMedia('(max-width: 60rem)').matches) {
    find(root, '.settings', HTMLDetailsElement).open = false;
  }

  const { settings, faults } = fromQuery(location.search);
  const notice = find(root, '[data-faults]', HTMLElement);
  notice.hidden = faults.length === 0;
  notice.textContent = `Not understood in the address, so left as usual: ${faults.join('; ')}.`;
  start(settings, true);
}

let threads: ThreadPool | undefined;

async function runWithThreads(settings: Settings): Promise<Run> {
  if (settings.model !== 'workers') return await run(settings);
  threads ??= await startThreads(Math.min(4, navigator.hardwareConcurrency || 2));
  return await run(settings, threads);
}

/** Workers that have loaded: what that takes is no part of a run. */
async function startThreads(size: number): Promise<ThreadPool> {
  const pool = webWorkers(size);
  await Promise.all(Array.from({ length: size }, () => pool.compute(0)));
  return pool;
}

/** A browser without workers, or one that blocks them, is no reason to say nothing. */
function tellFailure(root: HTMLElement, error: unknown): void {
  const line = find(root, '[data-verdict]', HTMLElement);
  line.dataset['tone'] = 'bad';
  line.textContent = `The run failed: ${error instanceof Error ? error.message : String(error)}`;
}

function show(root: HTMLElement, result: Run): void {
  const found = figures(result);
  const { tone, text } = verdict(result);
  const line = find(root, '[data-verdict]', HTMLElement);
  line.dataset['tone'] = tone;
  line.textContent = text;
  showFigures(root, result, found);
  showLegend(root, result);
  showSource(root, result);
  showMessages(root, result);
  const runs = find(root, '[data-runs]', HTMLElement);
  runs.prepend(
    row(title(result.settings), [
      counterText(result, found),
      Math.round(found.throughput),
      ms(found.p50),
      ms(found.p95),
      ms(found.longestHold),
    ]),
  );
  while (runs.children.length > KEPT_RUNS) runs.lastElementChild?.remove();
}

function counterText(result: Run, { reservations }: Figures): string {
  return reservations === 0 ? '–' : `${result.counter} of ${reservations}`;
}

function showFigures(root: HTMLElement, result: Run, found: Figures): void {
  const texts: Readonly<Record<string, string>> = {
    counter: counterText(result, found),
    throughput: String(Math.round(found.throughput)),
    p50: ms(found.p50),
    p95: ms(found.p95),
    switches: String(found.switches),
    longestHold: ms(found.longestHold),
  };
  for (const [name, value] of Object.entries(texts)) {
    find(root, `[data-figure="${name}"] dd`, HTMLElement).textContent = value;
  }
  find(root, '[data-figure="counter"]', HTMLElement).classList.toggle('lost', found.lost > 0);
}

function showLegend(root: HTMLElement, { messages }: Run): void {
  const hasPhase = (wanted: Phase): boolean =>
    messages.some(({ spans }) => spans.some(({ phase }) => phase === wanted));
  const hasSwitch = (wanted: boolean): boolean =>
    messages.some(({ isImplicit, switches }) => isImplicit === wanted && switches.length > 0);
  const has: Readonly<Record<string, boolean>> = {
    waiting: hasPhase('waiting'),
    workers: hasPhase('elsewhere'),
    explicit: hasSwitch(false),
    implicit: hasSwitch(true),
    lost: messages.some(({ overwrote }) => overwrote !== undefined),
  };
  for (const [name, isShown] of Object.entries(has)) {
    find(root, `.results .legend [data-for="${name}"]`, HTMLElement).hidden = !isShown;
  }
}

function showMessages(root: HTMLElement, { messages }: Run): void {
  const body = clear(find(root, '[data-messages]', HTMLElement));
  for (const message of messages) {
    const lost = message.overwrote === undefined ? '' : ' ✕ wrote over another update';
    body.append(
      row(`${kindWords[message.kind]} ${message.id}${lost}`, [
        ms(timeIn(message, 'queued')),
        ms(timeIn(message, 'running')),
        ms(timeIn(message, 'waiting')),
        ms(timeIn(message, 'elsewhere')),
        message.switches.length,
        ms(message.answered),
      ]),
    );
  }
}
