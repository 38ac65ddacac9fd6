import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { writeWhole } from '../../ground/write-whole.ts';
import { revisionPath } from '../../comments/revision-file.ts';
import { loadProposals, type Proposal } from '../../proposal/load-proposals.ts';
import { RevisionTexts, type ProposalRevisions } from './revision-texts.ts';

const root = 'proposals';
/** Where texts of earlier runs are kept, beside the folder of proposals. */
const keptFolder = '.cache/revision-texts';
/** Under `npm start`, how long an answer of git's holds, in ms. */
export const freshMs = 5000;

/** A reader of the revisions below a folder of proposals. */
export function revisionTextsIn(folder = root): RevisionTexts {
  return new RevisionTexts(folder, join(dirname(folder), keptFolder));
}

/**
 * The revisions' texts as files of a build, and under `npm start` as they are now.
 *
 * @param proposals those of the build
 */
export function revisionFiles(proposals: readonly Proposal[]): AstroIntegration {
  return {
    name: 'revision-files',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        for (const one of await revisionTextsIn().all(proposals)) {
          const { slug, problem } = one.list;
          if (problem !== undefined)
            logger.warn(`${slug}: its revisions have no numbers: ${problem}`);
          for (const [path, value] of files(one)) {
            await writeWhole(join(fileURLToPath(dir), path), `${JSON.stringify(value)}\n`);
          }
        }
      },
      'astro:server:setup': ({ server }) => {
        const current = currentRevisions();
        const folder = resolve(root);
        server.watcher.on('all', (_event, path) => {
          if (resolve(path).startsWith(folder)) current.forget();
        });
        const base = server.config.base.replace(/\/$/, '');
        server.middlewares.use((request, response, next) => {
          const path = request.url?.split('?')[0] ?? '';
          if (!path.startsWith(`${base}/comments/revisions/`)) {
            next();
            return;
          }
          void current
            .all()
            .then((all) => {
              const there = new Map(all.flatMap(files)).get(path.slice(base.length));
              response.statusCode = there === undefined ? 404 : 200;
              response.setHeader('content-type', 'application/json; charset=utf-8');
              response.end(`${JSON.stringify(there ?? null)}\n`);
            })
            .catch(next);
        });
      },
    },
  };
}

/** Every file of a proposal's revisions, by its path below the site's base. */
function files({ list, revisions }: ProposalRevisions): [string, object][] {
  return [
    [revisionPath.list(list.proposal), list],
    ...revisions.map((one): [string, object] => [
      revisionPath.revision(list.proposal, one.id),
      one,
    ]),
  ];
}

/**
 * The revisions of a folder's proposals as they are now, for whoever shows what is being written.
 *
 * @param folder default: that of the build
 */
export function currentRevisions(folder = root): {
  all: () => Promise<ProposalRevisions[]>;
  forget: () => void;
} {
  let kept: { at: number; all: Promise<ProposalRevisions[]> } | undefined;
  return {
    all: () => {
      const now = performance.now();
      if (kept === undefined || now - kept.at > freshMs) {
        kept = { at: now, all: readAll(folder) };
        // A fault is no answer to keep.
        kept.all.catch(() => (kept = undefined));
      }
      return kept.all;
    },
    forget: () => {
      kept = undefined;
    },
  };
}

async function readAll(folder: string): Promise<ProposalRevisions[]> {
  const { proposals } = await loadProposals(folder);
  return revisionTextsIn(folder).all(proposals);
}
