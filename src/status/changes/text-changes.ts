import { listed } from '../listed.ts';
import { change, type Change } from './change.ts';
import { projectsOf, teamsOf, type ProposalState } from './proposal-state.ts';
import type { WholeState } from './record-changes.ts';

/** Sections of the text that say something else; white space does not count. */
export function textChanges(before: ProposalState, after: ProposalState): Change[] {
  const titles = new Set([...Object.keys(after.sections), ...Object.keys(before.sections)]);
  return [...titles].flatMap((title) => {
    const was = before.sections[title];
    const now = after.sections[title];
    if (was?.hash === now?.hash) return [];
    const stage = now?.stage ?? was?.stage ?? null;
    const verb = was === undefined ? 'is new' : now === undefined ? 'is gone' : 'was rewritten';
    return change({
      kind: 'text',
      proposal: after.number,
      subject: title,
      from: was?.hash ?? null,
      to: now?.hash ?? null,
      words: `“${title}” ${verb}`,
      stages: stage === null ? [] : [stage],
    });
  });
}

/** What of the plan's data is otherwise: title, champions, projects, stages with their days and criteria. */
export function planChanges(before: WholeState, after: WholeState): Change[] {
  const plan = (subject: string, words: string, more: Partial<Change> = {}) =>
    change({ kind: 'plan', proposal: after.number, subject, words, ...more });
  const found: Change[] = [];
  const [was, now] = [before.data, after.data];
  if (was.title !== now.title) {
    const more = { from: was.title, to: now.title };
    found.push(plan('title', `now called “${now.title}”, before “${was.title}”`, more));
  }
  if (was.summary !== now.summary) found.push(plan('summary', 'its summary was rewritten'));
  const [led, leads] = [was.champions, now.champions].map((names) => names.join(', '));
  if (led !== leads && leads !== undefined && led !== undefined) {
    found.push(plan('champions', `led by ${leads}, before ${led}`, { from: led, to: leads }));
  }
  return [...found, ...projectChanges(before, after, plan), ...stageChanges(before, after, plan)];
}

type Plan = (subject: string, words: string, more?: Partial<Change>) => Change;

function projectChanges(before: WholeState, after: WholeState, plan: Plan): Change[] {
  const [were, are] = [projectsOf(before), projectsOf(after)];
  const came = are.filter((id) => !were.includes(id));
  const left = were.filter((id) => !are.includes(id));
  return [
    ...(came.length === 0
      ? []
      : [
          plan('projects', `for ${listed(came)} too`, {
            to: came.join(', '),
            projects: came,
            teams: teamsOf(after, came),
          }),
        ]),
    ...(left.length === 0
      ? []
      : [
          plan('projects', `no longer for ${listed(left)}`, {
            from: left.join(', '),
            projects: left,
            teams: teamsOf(before, left),
          }),
        ]),
  ];
}

function stageChanges(before: WholeState, after: WholeState, plan: Plan): Change[] {
  const ids = new Set([...Object.keys(after.stages), ...Object.keys(before.stages)]);
  return [...ids].flatMap((id) => {
    const [was, now] = [before.stages[id], after.stages[id]];
    const title = now?.title ?? was?.title ?? id;
    const at = { stages: [id] };
    if (was === undefined) return plan(id, `stage “${title}” is new`, { ...at, to: title });
    if (now === undefined) return plan(id, `stage “${title}” is gone`, { ...at, from: title });
    return [
      ...(was.title === now.title
        ? []
        : [
            plan(id, `stage “${title}”, before “${was.title}”`, {
              ...{ ...at, from: was.title, to: title },
            }),
          ]),
      ...(was.due === now.due
        ? []
        : [
            plan(id, `“${title}” is due ${now.due ?? 'on no day'}, before ${was.due ?? 'none'}`, {
              ...{ ...at, from: was.due, to: now.due },
            }),
          ]),
      ...(was.asks === now.asks ? [] : [plan(id, `“${title}” asks otherwise`, at)]),
    ];
  });
}
