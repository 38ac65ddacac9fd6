import type { HarmlessByFile } from './mutant.ts';

export const harmlessInReview: HarmlessByFile = {
  'src/review/attention.ts': [
    {
      line: 'open.filter((one) => one.turn?.who === who && one.turn.isRefused === isRefused);',
      replacement: 'one.turn.who',
      reason: 'an open review has its turn: the check is for the type alone',
    },
    {
      line: "const moment = ({ turn, review }: StagedReview) => turn?.since ?? review.updated ?? '';",
      replacement: 'turn.since',
      reason: 'an open review has its turn: the check is for the type alone',
    },
  ],
  'src/review/citation.ts': [
    {
      line: 'const start = node.position?.start;',
      reason: 'every node of a parsed text has its place',
    },
    {
      line: 'if (address === undefined || start === undefined) return;',
      replacement: 'false',
      reason: 'every node of a parsed text has its place',
    },
    {
      line: 'const start = node.position?.start ?? { line: 1, column: 1 };',
      reason: 'every node of a parsed text has its place',
    },
    {
      line: 'if (target !== undefined) add(target.url, node);',
      replacement: 'true',
      reason: 'a reference without a definition is text',
    },
    {
      line: "const source = new YamlSource('', block.yaml, block.lineOffset);",
      replacement: '"Stryker was here!"',
      reason: 'only places are asked, never the name of the file',
    },
    {
      line: "return 'skip';",
      replacement: '""',
      reason: 'it leads on into the children, which have no address that was not told',
    },
  ],
  'src/review/decided-link.ts': [
    {
      line: "decision: standing('confirmed', person),",
      replacement: '""',
      reason: 'the person’s decision is there, and goes first',
    },
  ],
  'src/review/footer.ts': [
    {
      line: "const swapped = `${long[at + 1] ?? ''}${long[at] ?? ''}` === short.slice(at, at + 2);",
      replacement: '"Stryker was here!"',
      reason: 'a letter follows where two changed places',
    },
    {
      line: "const footer = { key, value: foreignText(match?.[2] ?? '') };",
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: 'const [short, long] = a.length <= b.length ? [a, b] : [b, a];',
      replacement: 'a.length < b.length',
      reason: 'of two as long as each other either is the short one',
    },
    {
      line: 'const match = /^\\s{0,3}([A-Za-z][\\w\\u2010\\u2011-]{2,40})\\s*:\\s*(\\S.*)$/.exec(line);',
      replacement: '/^\\s{0,3}([A-Za-z][\\w\\u2010\\u2011-]{2,40})\\s*:\\s*(\\S.*)/',
      reason: 'the dot goes to the end of the line by itself',
    },
    {
      line: "if (key === 'Story' || key === 'Task') return /^#?\\d+/.test(value);",
      replacement: '/^#?\\d/',
      reason: 'one digit is there where some are',
    },
    {
      line: "return [...value.matchAll(/(?:^|[^\\d\\w.-])#*(\\d{1,9})(?![\\w-])/g)].map((match) => match[1] ?? '');",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
  ],
  'src/review/read-decisions.ts': [
    {
      line: '{ systems = [], stages }: ReadContext = {},',
      replacement: '["Stryker was here"]',
      reason: 'no address is on a system of no host',
    },
  ],
  'src/review/read-snapshot.ts': [
    {
      line: 'return (Array.isArray(list) ? (list as unknown[]) : []).flatMap((entry) => {',
      replacement: '["Stryker was here"]',
      reason: 'a word is no entry that holds',
    },
  ],
  'src/review/repository-name.ts': [
    {
      line: "const host = url?.host ?? scp?.[1] ?? '';",
      reason:
        'where there is no address there is the other form: the default is for the type alone',
    },
    {
      line: "const path = decoded(url?.pathname ?? scp?.[2] ?? '').replace(/^\\/+/, '');",
      replacement: '"Stryker was here!"',
      reason:
        'where there is no address there is the other form: the default is for the type alone',
    },
    {
      line: "const path = decoded(url?.pathname ?? scp?.[2] ?? '').replace(/^\\/+/, '');",
      replacement: 'scp[2]',
      reason: 'where there is no address there is the other form: the check is for the type alone',
    },
    {
      line: "const base = system === undefined ? '' : basePath(system).replace(/^\\/+/, '');",
      reason:
        'a base path begins with one slash; a path that begins with another text is none below it',
    },
    {
      line: "const below = base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;",
      replacement: 'true',
      reason: 'a path has no slash before it any more',
    },
    {
      line: "const below = base !== '' && path.startsWith(`${base}/`) ? path.slice(base.length + 1) : path;",
      replacement: '"Stryker was here!"',
      reason: 'no path begins with that',
    },
    {
      line: "return google === null ? undefined : `${google[1] ?? ''}-review.googlesource.com`;",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: "const host = addressParts(repository)?.host ?? '';",
      replacement: '"Stryker was here!"',
      reason: 'neither is the name of a host',
    },
  ],
  'src/review/revert.ts': [
    {
      line: 'if (by.reverts === undefined || by.status !== status) return [];',
      replacement: 'false',
      reason: 'what reverts nothing is found under no name',
    },
  ],
  'src/review/review-address.ts': [
    {
      line: "const own = kind === 'github' ? [`api.${host}`, `redirect.${host}`, `www.${host}`] : [];",
      replacement: '["Stryker was here"]',
      reason: 'no host has that name',
    },
    { line: '} catch {', reason: 'a function that ends without a value gives undefined' },
    {
      line: "if (sought !== null) return lookUp(host, sought[1] ?? '');",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: "const number = reviewNumber(digits ?? '');",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: "const inHash = path === '' || path === '/' ? /^!?(\\/.*)$/.exec(hash)?.[1] : undefined;",
      replacement: '/^!?(\\/.*)/',
      reason: 'the dot goes to the end by itself',
    },
    {
      line: 'const search = /^\\/q\\/(.+)$/.exec(path);',
      replacement: '/^\\/q\\/(.+)/',
      reason: 'the dot goes to the end by itself',
    },
    {
      line: "const query = decode((search[1] ?? '').replaceAll('+', ' '));",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: "if (lookedUp !== null) return lookUp(host, lookedUp[1] ?? '');",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: "const repository = decode(full[1] ?? '');",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: "const number = reviewNumber(full[2] ?? '');",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: "return { kind: 'review', id: reviewId({ system: 'gerrit', host, repository, number }) };",
      replacement: '""',
      reason: 'whatever is not GitHub has an id of Gerrit’s form',
    },
    {
      line: ".replace(/,[\\w,]*$/, '');",
      replacement: '/,[\\w,]*/',
      reason: 'what is more than a Change-Id and such letters is none either way',
    },
    {
      line: "const repository = (decode(pull[1] ?? '') ?? '').toLowerCase();",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match, and no repository has that name',
    },
    {
      line: "const number = reviewNumber(pull[2] ?? '');",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: 'const name = unresolved === undefined ? parseReviewId(id) : undefined;',
      replacement: 'true',
      reason: 'an id of a number alone is none of a review',
    },
    {
      line: "const host = unresolved?.host ?? name?.host ?? '';",
      reason: 'the value is there: the check is for the type alone',
    },
    {
      line: 'if (name === undefined) return root;',
      replacement: 'false',
      reason: 'the value is there: the check is for the type alone',
    },
  ],
  'src/review/review-identity.ts': [
    {
      line: "const number = reviewNumber(github[3] ?? '');",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: "const repository = github[2] ?? '';",
      replacement: '"Stryker was here!"',
      reason: 'the group took part in the match: the default is for the type alone',
    },
    {
      line: 'if (host === undefined || rest === undefined) return undefined;',
      reason:
        'both groups took part in the match, or neither: the second check is for the type alone',
    },
    {
      line: "const [, repository = '', branch = '', changeId = ''] = triplet;",
      replacement: '"Stryker was here!"',
      reason: 'all groups took part in the match: the defaults are for the type alone',
    },
    {
      line: 'const triplet = /^(.+)~([^~]+)~(I[0-9a-f]{40})$/.exec(rest);',
      replacement: '/(.+)~([^~]+)~(I[0-9a-f]{40})$/',
      reason: 'the dot goes to the beginning by itself',
    },
    {
      line: "const number = reviewNumber(match?.[2] ?? '');",
      replacement: '"Stryker was here!"',
      reason: 'neither is a number',
    },
    {
      line: 'return host === undefined || number === undefined ? undefined : { host, number };',
      replacement: 'false',
      reason: 'both are there or neither: the check is for the type alone',
    },
  ],
  'src/review/review-index.ts': [
    {
      line: 'return name === undefined ? undefined : byName.get(name);',
      replacement: 'false',
      reason: 'there is nothing under no name either',
    },
  ],
  'src/review/review-name.ts': [
    {
      line: "if (name?.system === 'gerrit') {",
      replacement: 'name.system',
      reason: 'a review has an id: the check is for the type alone',
    },
    {
      line: "return name?.system === 'gerrit' && changeId !== undefined",
      replacement: 'name.system',
      reason: 'a review has an id: the check is for the type alone',
    },
    {
      line: "names.add(reviewId({ system: 'gerrit', host: name.host, repository, branch, changeId }));",
      replacement: '""',
      reason: 'whatever is not GitHub has an id of Gerrit’s form',
    },
  ],
  'src/review/summary.ts': [
    {
      line: 'counts: countStates([]),',
      replacement: '["Stryker was here"]',
      reason: 'it is counted anew once all reviews stand in their stage',
    },
  ],
  'src/review/turn.ts': [
    {
      line: "return author(`failing: ${(waits?.failing ?? []).slice(0, 3).join(', ')}`);",
      reason: 'some are failing: the default is for the type alone',
    },
    {
      line: 'if ((waits?.unresolved ?? 0) > 0) return author(`${waits?.unresolved} comments are open`);',
      replacement: 'waits.unresolved',
      reason: 'some are open: the check is for the type alone',
    },
    {
      line: "return reviewers('a review is asked for', waits?.reviewers ?? []);",
      reason: 'some are asked: the default is for the type alone',
    },
    {
      line: "return reviewers(`wants ${(waits?.unmet ?? []).join(', ')}`, []);",
      reason: 'some are not met: the default is for the type alone',
    },
    {
      line: '{ id, waits, dependsOn = [] }: Review,',
      replacement: '["Stryker was here"]',
      reason: 'no review has that name',
    },
    {
      line: 'const below = (waits?.parents ?? []).map((commit) => openByCommit.get(commit));',
      replacement: '["Stryker was here"]',
      reason: 'no commit has that name',
    },
    {
      line: "if (review.status === 'open' && review.commit !== undefined) {",
      replacement: 'true',
      reason: 'which commits are not there is never asked',
    },
  ],
  'src/review/upgrade-snapshot.ts': [
    {
      line: 'return Array.isArray(value) ? value : [];',
      replacement: '["Stryker was here"]',
      reason: 'a word is no entry that holds',
    },
  ],
};
