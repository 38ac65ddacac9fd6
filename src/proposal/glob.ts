import { z } from 'zod';

/**
 * Why no path of a repository can match a glob, with the spelling that was probably meant. Paths are
 * those of git: from the root of the repository, without a slash at either end.
 */
export function globFault(glob: string): { why: string; spelling: string } | undefined {
  if (glob.startsWith('!')) {
    return { why: 'what is left out stands under `exclude`', spelling: glob.replace(/^!+/, '') };
  }
  if (glob.includes('\\') && !/\\[^\w]/.test(glob)) {
    return { why: 'folders are parted by `/`', spelling: glob.replaceAll('\\', '/') };
  }
  const bare = glob.replace(/^(?:\.?\/)+/, '');
  if (bare !== glob) return { why: 'no path begins with `/` or `./`', spelling: bare || '**' };
  if (glob.endsWith('/')) {
    return { why: 'no path ends with `/`', spelling: `${glob.replace(/\/+$/, '')}/**` };
  }
  if (glob.split('/').includes('..')) {
    const spelling = glob.split('/').filter((part) => part !== '..' && part !== '.');
    return { why: 'no path leaves the repository', spelling: spelling.join('/') };
  }
  return undefined;
}

/** Glob over repository paths, `/` between folders, `**` for any depth. */
export const globSchema = z
  .string()
  .min(1)
  .max(300)
  .check((context) => {
    const fault = globFault(context.value);
    if (fault === undefined) return;
    const message = `matches nothing: ${fault.why}; write \`${fault.spelling}\``;
    context.issues.push({ code: 'custom', message, input: context.value });
  });
