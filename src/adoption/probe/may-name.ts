import { rubyAndPhp, syntaxOf, type Syntax } from '../file/file-syntax.ts';
import { globs } from './globs.ts';

/** Can one of the globs name a file with one of the extensions? */
export function mayName(include: readonly string[], extensions: readonly string[]): boolean {
  const names = include.map((glob) => glob.slice(glob.lastIndexOf('/') + 1));
  const isOne = globs(names.map((name) => (name === '' ? '**' : name)));
  // A name without a sign of a pattern is that of one file.
  const isNamed = names.some((name) => extensions.includes(name.slice(name.lastIndexOf('.') + 1)));
  return isNamed || extensions.some((extension) => isOne(`a.${extension}`));
}

/** Can one of the globs name such a file, a text that holds some, or a script whose first line says that it is one? */
export function mayReadRubyOrPhp(include: readonly string[]): boolean {
  return mayName(include, [...rubyAndPhp, 'md', 'markdown']) || include.some(mayNameScript);
}

/** A name without an extension, or one that a pattern leaves open. */
function mayNameScript(glob: string): boolean {
  const name = glob.slice(glob.lastIndexOf('/') + 1);
  return !name.includes('.') || globs([name])('a');
}

const shellAndContainers = [
  ...['a.sh', 'a.bash', 'a.zsh'],
  ...['Dockerfile.a', 'Containerfile.a', 'a.dockerfile', 'a.containerfile'],
];

/** Can one of the globs name a script of a shell, or a recipe of a container with an ending? */
export function mayReadShell(include: readonly string[]): boolean {
  return include.some((glob) => {
    const name = glob.slice(glob.lastIndexOf('/') + 1) || '**';
    const isOne = globs([name]);
    const isNamed = syntaxOf(name) === 'shell' || /(?:docker|container)file/i.test(name);
    return isNamed || mayNameScript(glob) || shellAndContainers.some(isOne);
  });
}

const dataEndings = ['yaml', 'yml', 'toml', 'ini', 'cfg', 'conf', 'md', 'markdown'];
const dataSyntaxes: readonly Syntax[] = ['yaml', 'toml', 'ini', 'dockerfile', 'markdown'];
const containers = ['Dockerfile', 'Containerfile', ...shellAndContainers.slice(3)];

/** Can one of the globs name a file of data, a Dockerfile or a text with code in it? */
export function mayReadData(include: readonly string[]): boolean {
  return include.some((glob) => {
    const name = glob.slice(glob.lastIndexOf('/') + 1) || '**';
    return (
      dataSyntaxes.includes(syntaxOf(name)) ||
      // Its ending is left open.
      /[*?[]/.test(name.slice(name.lastIndexOf('.') + 1)) ||
      mayName([name], dataEndings) ||
      [...containers, '.coveragerc', '.pylintrc'].some(globs([name]))
    );
  });
}
