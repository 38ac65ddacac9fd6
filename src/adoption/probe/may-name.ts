import { rubyAndPhp, syntaxOf, type Syntax } from '../file/file-syntax.ts';
import { globs } from './globs.ts';

/** A glob whose braces put together more names is one of any name. */
const mostNames = 100;

/** What stands behind the last slash, of each name that a glob's braces put together. */
function lastNames(glob: string): string[] {
  const done: string[] = [];
  const open = [glob];
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    const [, before = '', inside, behind = ''] = /^(.*?)\{([^{}]*,[^{}]*)\}(.*)$/s.exec(one) ?? [];
    if (inside === undefined) {
      const name = one.slice(one.lastIndexOf('/') + 1);
      // What is put together otherwise is looked at no further.
      done.push(name === '' || /[(\\]/.test(name) ? '**' : name);
    } else open.push(...inside.split(',').map((part) => `${before}${part}${behind}`));
    if (open.length + done.length > mostNames) return ['**'];
  }
  return done;
}

/** Can one of the globs name a file with one of the extensions? */
export function mayName(include: readonly string[], extensions: readonly string[]): boolean {
  return include.flatMap(lastNames).some((name) => {
    const ending = endingOf(name);
    const isEnding = globs([ending, ending.toLowerCase()]);
    const isName = globs([name]);
    return isOpen(name) || extensions.some((one) => isEnding(one) || isName(`a.${one}`));
  });
}

function endingOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

/** `web*` may have any ending. */
function isOpen(name: string): boolean {
  return endingOf(name).includes('*');
}

/** Can one of the globs name such a file, a text that holds some, or a script whose first line says that it is one? */
export function mayReadRubyOrPhp(include: readonly string[]): boolean {
  return mayName(include, [...rubyAndPhp, 'md', 'markdown']) || include.some(mayNameScript);
}

/** A name without an extension, or one that a pattern leaves open. */
function mayNameScript(glob: string): boolean {
  return lastNames(glob).some((name) => !name.includes('.') || globs([name])('a'));
}

const shellAndContainers = [
  ...['a.sh', 'a.bash', 'a.zsh'],
  ...['Dockerfile.a', 'Containerfile.a', 'a.dockerfile', 'a.containerfile'],
];

/** Can one of the globs name a script of a shell, or a recipe of a container with an ending? */
export function mayReadShell(include: readonly string[]): boolean {
  return include.flatMap(lastNames).some((name) => {
    const isNamed = syntaxOf(name) === 'shell' || /(?:docker|container)file/i.test(name);
    return isNamed || isOpen(name) || mayNameScript(name) || shellAndContainers.some(globs([name]));
  });
}

const dataEndings = ['yaml', 'yml', 'toml', 'ini', 'cfg', 'conf', 'md', 'markdown'];
const dataSyntaxes: readonly Syntax[] = ['yaml', 'toml', 'ini', 'dockerfile', 'markdown'];
const containers = ['Dockerfile', 'Containerfile', ...shellAndContainers.slice(3)];

/** Can one of the globs name a file of data, a Dockerfile or a text with code in it? */
export function mayReadData(include: readonly string[]): boolean {
  return include
    .flatMap(lastNames)
    .some(
      (name) =>
        dataSyntaxes.includes(syntaxOf(name)) ||
        mayName([name], dataEndings) ||
        [...containers, '.coveragerc', '.pylintrc'].some(globs([name])),
    );
}
