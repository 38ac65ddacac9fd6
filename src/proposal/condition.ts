import type { SignOffFacts, TransitionFacts, Unread } from './transition-facts.ts';

/** What a condition finds: not met, or not to be told. */
export interface Finding {
  what: string;
  /** What to do about it. */
  todo: string;
  /** Something could not be read: the condition may be met or not. */
  isUnknown: boolean;
}

/** Gives what is not met; nothing: it is met. */
export type Condition = (facts: TransitionFacts) => Finding[];

const unmet = (what: string, todo: string): Finding => ({ what, todo, isUnknown: false });
const unknown = (what: string, todo: string): Finding => ({ what, todo, isUnknown: true });

function isUnread(value: object): value is Unread {
  return 'unread' in value;
}

/** Schema, references and mandatory sections hold. */
export const isWhole: Condition = ({ faults }) =>
  faults.map((fault) => unmet(fault, 'npm run check says where'));

/** Every stage has its day; criteria it cannot be without. */
export const isDated: Condition = ({ undated }) =>
  undated.map((stage) => unmet(`stage ${stage} has no due`, 'give it a day or a release'));

/** The readiness check-list is answered. */
export const isReady: Condition = ({ unready }) =>
  unready.map((point) =>
    unmet(`readiness: ${point} is not answered`, `answer it: --ready ${point}="…"`),
  );

/** No blocking concern holds it up, in the register or in the comments. */
export const isUndisputed: Condition = ({ holdUps, commented }) => [
  ...holdUps.map(({ id, stands }) =>
    unmet(`concern ${id} is blocking: ${stands}`, 'npm run concerns records what settles it'),
  ),
  ...(isUnread(commented)
    ? [
        unknown(
          `the comments were not read: ${commented.unread}`,
          'try again when the server answers',
        ),
      ]
    : commented.map((id) =>
        unmet(`concern ${id} of the comments is open`, 'resolve it where it was raised'),
      )),
];

/** Which teams have to sign off: those of affected projects. */
function teamsToAsk({ projects }: TransitionFacts): { teams: string[]; findings: Finding[] } {
  const affected = projects.filter(({ isAffected }) => isAffected === true);
  const teams = [...new Set(affected.map(({ team }) => team))].sort();
  const open = projects.filter(
    ({ isAffected, team }) => isAffected === 'unknown' && !teams.includes(team),
  );
  return {
    teams,
    findings: open.map(({ id, team }) =>
      unknown(
        `whether ${id} is affected is unknown, so whether ${team} has to sign off is too`,
        'npm run track reads it; npm run status -- --why says what is missing',
      ),
    ),
  };
}

/** Every affected team was asked to sign off. */
export const isAsked: Condition = (facts) => {
  const { teams, findings } = teamsToAsk(facts);
  const left = teams.filter((team) => {
    const given = facts.signOffs.get(team);
    return given === undefined || (given.position === 'not asked' && !given.isWaived);
  });
  return [
    ...findings,
    ...left.map((team) =>
      unmet(`${team} was not asked to sign off`, `npm run sign-off -- ask ${team}`),
    ),
  ];
};

/** Every affected team said yes to the text as it is, or a vote waives its sign-off. */
export const isSignedOff: Condition = (facts) => {
  const { teams, findings } = teamsToAsk(facts);
  return [...findings, ...teams.flatMap((team) => signedOff(team, facts.signOffs.get(team)))];
};

function signedOff(team: string, given: SignOffFacts | undefined): Finding[] {
  if (given?.isWaived === true) return [];
  const ask = `npm run sign-off -- ask ${team}`;
  const { position, changed } = given ?? { position: 'not asked' as const, changed: [] };
  if (position === undefined) {
    return [unmet(`${team} has not answered yet`, 'wait, escalate, or record `no answer`')];
  }
  if (position === 'not asked') return [unmet(`${team} was not asked to sign off`, ask)];
  if (position !== 'yes') {
    const todo = `settle it and ask again (${ask}), or record a vote: npm run decide -- waive ${team}`;
    return [unmet(`${team} says ${position}`, todo)];
  }
  if (isUnread(changed)) {
    return [unknown(`whether ${team} said yes to this text is unknown: ${changed.unread}`, ask)];
  }
  if (changed.length === 0) return [];
  return [unmet(`${team} said yes to an earlier text; changed since: ${changed.join(', ')}`, ask)];
}

/** The last day of the final comment is over. */
export const isCommentOver: Condition = ({ finalCommentUntil: until, today }) => {
  if (until === undefined) return [unmet('its final comment has no last day', 'set finalComment')];
  if (until < today) return [];
  return [unmet(`its final comment ends on ${until}`, 'wait for the day after')];
};

/** Every affected project is through with every stage, or a dated decision exempts it. */
export const isEveryProjectDone: Condition = ({ projects }) =>
  projects.flatMap(({ id, left, unknown: unread }) => [
    ...(left.length === 0
      ? []
      : [
          unmet(
            `${id} is not done: ${left.join(', ')}`,
            `npm run brief says what is left; npm run decide -- exempt ${id}`,
          ),
        ]),
    ...(unread.length === 0
      ? []
      : [
          unknown(
            `whether ${id} is done is unknown: ${unread.join(', ')}`,
            'npm run track reads it; npm run status -- --why says what is missing',
          ),
        ]),
  ]);

/** It was said why. */
export const isReasoned: Condition = ({ hasReason }) =>
  hasReason ? [] : [unmet('no reason is given', 'add --reason "…"')];

/** The proposal that takes its place is there. */
export const hasSuccessor: Condition = ({ successor }) => {
  if (successor === 'there') return [];
  const what = {
    'not named': 'what supersedes it is not named',
    itself: 'it cannot supersede itself',
    'not there': 'what supersedes it is not there',
  }[successor];
  return [unmet(what, 'add --superseded-by <number>')];
};
