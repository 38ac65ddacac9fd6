/** Is it an address (`https://…`, `file://…`, `git@host:path`) and not a folder's path? */
export function isAddress(repository: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(repository) || /^[^/\\]{2,}:(?!\\)/.test(repository);
}

/** `owner/name` of a repository address or path: its last two parts, without `.git`. */
export function ownerAndName(repository: string): string {
  return repository
    .replace(/[/\\]+$/, '')
    .replace(/\.git$/, '')
    .split(/[/\\:]/)
    .slice(-2)
    .join('/');
}
