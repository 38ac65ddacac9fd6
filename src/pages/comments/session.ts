import { json } from '../../site/api/answer.ts';

/** As plain files, the site has no server of comments; one that serves it answers here in its own words. */
export function GET(): Response {
  return json({ server: false, person: null, ways: [] });
}
