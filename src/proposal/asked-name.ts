/** Letters, digits and marks of an identifier, as most languages have them. */
const word = String.raw`[\p{L}_$][\p{L}\p{M}\p{N}_$]*`;
const dotted = String.raw`${word}(?:\.${word})*`;
const importPath = String.raw`[^\s\p{C}!"#$%&'()*,:;<=>?[\\\]^\x60{|}/]+(?:/[^\s\p{C}!"#$%&'()*,:;<=>?[\\\]^\x60{|}/]+)*`;

/** What can be the name of something, and how it is written. */
interface Names {
  form: RegExp;
  example: string;
}

const names = (form: string, example: string): Names => ({
  form: new RegExp(`^(?:${form})$`, 'u'),
  example,
});

const specifiers = names(
  String.raw`[^\s\p{C}"'\x60;\\]+`,
  '`green`, `@scope/green` or `./src/green`',
);

/** Of modules, by language: a name of another form stands in no import, and 0 would look like an answer. */
const modules = {
  python: names(String.raw`\.+|\.*${dotted}`, '`green` or `green.net`'),
  javascript: specifiers,
  typescript: specifiers,
  go: names(importPath, '`net/http` or `example.org/x/green`'),
  java: names(dotted, '`org.junit.Test` or `org.junit`'),
  kotlin: names(String.raw`[^\s\p{C}"'();*/:@<>{}[\]\-]+`, '`org.junit.Test` or `org.junit`'),
  rust: names(String.raw`(?:::)?(?:r#)?${word}(?:::(?:r#)?${word})*`, '`tokio::net` or `tokio`'),
  c: names(String.raw`[^\s\p{C}"'<>;*()[\]{}]+`, '`openssl/ssl.h` or `openssl`'),
} satisfies Record<string, Names>;

const callees = names(
  String.raw`\*|(?:#?${word})(?:\.#?${word})*`,
  '`monkey_patch`, `green.monkey_patch` or `*`',
);

const python = String.raw`[A-Za-z0-9](?:[A-Za-z0-9._\-]*[A-Za-z0-9])?(?:\[[^\s[\]]+\])?`;
const npm = String.raw`(?=.*\w)(?:@[\w.~\-]+/)?[\w.~\-]+`;
const plain = String.raw`[\w.\-]+`;

/** Of packages, by where they come from. */
const packages = {
  python: names(python, '`green` or `green[extra]`'),
  npm: names(npm, '`green` or `@scope/green`'),
  go: names(importPath, '`example.org/x/green`'),
  cargo: names(String.raw`[\p{L}_][\p{L}\p{N}_\-]*`, '`green`'),
  composer: names(String.raw`[\w.\-]+(?:/[\w.\-]+)?`, '`vendor/green`'),
  maven: names(String.raw`${plain}(?::${plain})?`, '`group:artifact`, or the id of a plugin'),
  rubygems: names(plain, '`green`'),
  nuget: names(plain, '`Green.Text`'),
} satisfies Record<string, Names>;
const unsaid = names(
  `${python}|${npm}`,
  '`green`, `green[extra]` or `@scope/green`; of others than Python and npm say the `ecosystem`',
);

/** Why a probe can find no module of that name; undefined where it can. */
export function moduleFault(name: string, language: keyof typeof modules): string | undefined {
  return faultOf(name, modules[language], 'the name of a module');
}

/** The same of what is called. */
export function calleeFault(name: string): string | undefined {
  return faultOf(name, callees, 'the name of what is called, without brackets');
}

/** The same of a package, without a bound of its version. */
export function packageFault(
  name: string,
  ecosystem: keyof typeof packages | undefined,
): string | undefined {
  const form = ecosystem === undefined ? unsaid : packages[ecosystem];
  return faultOf(name, form, 'the name of a package');
}

function faultOf(name: string, { form, example }: Names, what: string): string | undefined {
  // That it is empty is a fault by itself.
  if (name === '') return undefined;
  if (!form.test(name)) return `expected ${what}: ${example}`;
  // `ｇ` is read as `g`, and `е` may be Cyrillic: each looks like what it is not.
  const isMixed =
    name.normalize('NFKC') !== name ||
    (/\p{Script=Latin}/u.test(name) && /\p{Script=Cyrillic}|\p{Script=Greek}/u.test(name));
  return isMixed
    ? `expected ${what}: some of its letters look like those of another script`
    : undefined;
}
