import { answer } from '../../../site/api/answer.ts';
import { projectsInShort } from '../../../site/api/projects.ts';
import { siteData } from '../../../site/site-data.ts';

export async function GET(): Promise<Response> {
  return answer('projects', projectsInShort(await siteData()));
}
