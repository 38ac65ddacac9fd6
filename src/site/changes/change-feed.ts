import { createHash } from 'node:crypto';
import { generateAtomFeed } from 'feedsmith';
import { xmlText } from '../../ground/xml-text.ts';
import { numberText } from '../../proposal/proposal-number.ts';
import type { LearnedChange } from '../../status/changes/change.ts';
import { happenedWords } from '../../status/changes/happened-words.ts';
import { toldChanges } from '../../status/changes/told-changes.ts';

/** A reader asks often: so many entries tell what is new. */
const mostEntries = 60;
/** So many changes of one entry are told one by one. */
const mostLines = 50;

/** A feed of changes, and where it and its page stand. */
export interface ChangeFeed {
  title: string;
  /** Its own address; a path where nobody has said where the site is served. */
  self: string;
  page: string;
  /** When the site's own history was last told, where nothing changed. */
  updated: string;
  /** Oldest first. */
  changes: readonly LearnedChange[];
}

/** Atom (RFC 4287): an entry for each change, those that belong together in one. */
export function changeFeed({ title, self, page, updated, changes }: ChangeFeed): string {
  const told = toldChanges(changes).slice(0, mostEntries);
  const newest = told[0]?.learned.date ?? updated;
  return generateAtomFeed(
    {
      id: urn(['feed', self]),
      title: { value: xmlText(title) },
      updated: new Date(newest === '' ? 0 : newest),
      authors: [{ name: 'Crossplan' }],
      links: [
        { rel: 'self', href: self, type: 'application/atom+xml' },
        { rel: 'alternate', href: page, type: 'text/html' },
      ],
      entries: told.map((one) => ({
        id: urn([one.learned.commit, one.kind, one.proposal, one.words, self.split('/feeds/')[0]]),
        title: { value: xmlText(`${numberText(one.proposal)} ${one.words}`) },
        updated: new Date(one.learned.date),
        links: [{ rel: 'alternate', href: page, type: 'text/html' }],
        categories: [{ term: one.kind }],
        content: {
          type: 'text',
          value: xmlText(one.changes.slice(0, mostLines).map(lineOf).join('\n')),
        },
      })),
    },
    { strict: true },
  );
}

function lineOf({ words, happened, learned }: LearnedChange): string {
  const when = happenedWords(happened);
  return `${words}. ${when === '' ? '' : `Happened: ${when}. `}Learned here: ${learned.date}.`;
}

/** The same name for the same thing, of any site. */
function urn(of: unknown): string {
  const hex = createHash('sha256').update(JSON.stringify(of)).digest('hex');
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
  ];
  return `urn:uuid:${[...parts, hex.slice(20, 32)].join('-')}`;
}
