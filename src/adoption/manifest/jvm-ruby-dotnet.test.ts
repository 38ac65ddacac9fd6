import { expect, it } from 'vitest';
import { manifestEcosystem, manifestFormat, parseManifest } from './manifest.ts';

/** Each requirement as `line name from`, `?` for a version that stands elsewhere, `tests`, `dev`. */
function required(path: string, text: string) {
  const { requirements, fault, only } = parseManifest(manifestFormat(path), text);
  expect(manifestEcosystem(path)).toBe(only);
  const lines = requirements.map(({ line, name, from, elsewhere, testing, dev }) =>
    [
      line,
      name,
      from ?? (elsewhere ? '?' : '*'),
      ...(testing ? ['tests'] : dev ? ['dev'] : []),
    ].join(' '),
  );
  return { lines, fault };
}

it('pom.xml: dependencies with their properties and scopes, and what builds it', () => {
  const text = `<?xml version="1.0"?>
<!-- <dependency><groupId>no</groupId></dependency> -->
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <parent><groupId>org.p</groupId><artifactId>p</artifactId><version>3</version></parent>
  <artifactId>m</artifactId>
  <properties><junit.version>\${base}.2</junit.version><base>5.9</base></properties>
  <dependencyManagement><dependencies><dependency>
    <groupId>managed</groupId><artifactId>no</artifactId></dependency></dependencies></dependencyManagement>
  <dependencies>
    <dependency><groupId>junit</groupId>
      <artifactId>junit</artifactId><version>\${junit.version}</version><scope>test</scope></dependency>
    <dependency><groupId>\${project.groupId}</groupId><artifactId>own</artifactId>
      <version>\${project.parent.version}</version></dependency>
    <dependency><groupId>a</groupId><artifactId>b</artifactId><version>[1.2,2)</version>
      <exclusions><exclusion><groupId>x</groupId><artifactId>x</artifactId></exclusion></exclusions></dependency>
    <dependency><groupId>a</groupId><artifactId>c</artifactId></dependency>
    <dependency><groupId>a</groupId><artifactId>d</artifactId><version>\${else}</version></dependency>
  </dependencies>
  <build><plugins><plugin><artifactId>maven-x-plugin</artifactId><version>2</version></plugin></plugins></build>
  <profiles><profile><dependencies>
    <dependency><groupId>p</groupId><artifactId>q</artifactId><version>1</version></dependency>
  </dependencies></profile></profiles>
</project>`;
  expect(required('a/pom.xml', text)).toEqual({
    lines: [
      '11 junit:junit 5.9.2 tests',
      '12 org.p:own 3',
      '14 a:b 1.2',
      '16 a:c ?',
      '17 a:d ?',
      '19 org.apache.maven.plugins:maven-x-plugin 2 dev',
      '21 p:q 1',
    ],
    fault: undefined,
  });
  const unnamed =
    '<project><dependencies><dependency>\n<artifactId>${x}</artifactId></dependency></dependencies></project>';
  expect(required('pom.xml', unnamed).fault).toMatch(/^line 2: the name/);
  expect(required('pom.xml', '<project>').fault).toMatch(/^not XML: line 1/);
  expect(required('pom.xml', '<other/>').fault).toMatch(/^not a pom/);
  const endless = '<project><properties><a>${b}${b}</a><b>${a}${a}</b></properties></project>';
  expect(required('pom.xml', endless).fault).toBeUndefined();
});

it('Gradle: each way to declare, in Groovy and in Kotlin', () => {
  const groovy = `
buildscript { dependencies { classpath 'com.android.tools:gradle:8.1' } }
// dependencies { implementation 'no:no:1' }
dependencies {
    implementation 'a:b:1.2' // why
    api "a:c:$version"
    testImplementation('junit:junit:4.13') { exclude group: 'x', module: 'y' }
    implementation platform("a:bom:3")
    runtimeOnly group: 'g', name: 'n', version: '1.+'
    compileOnly 'a:d'
    implementation 'e:f:1',
        'e:g:2'
    implementation project(':other'), files('x.jar')
    implementation libs.some.thing
    /* implementation 'no:no:2' */
    constraints { implementation 'no:no:3' }
}
task x { doLast { println 'implementation "no:no:4"' } }
`;
  expect(required('build.gradle', groovy)).toEqual({
    lines: [
      '2 com.android.tools:gradle 8.1 dev',
      '5 a:b 1.2',
      '6 a:c ?',
      '7 junit:junit 4.13 tests',
      '8 a:bom 3',
      '9 g:n 1',
      '10 a:d ?',
      '11 e:f 1',
      '11 e:g 2',
    ],
    fault: undefined,
  });
  const kotlin = `kotlin { sourceSets { commonMain.dependencies { api("a:b:1") } } }
dependencies {
  implementation(kotlin("stdlib"))
  "custom"("c:d:2")
  ksp(libs.room)
  implementation(
    "e:f:3"
  )
}`;
  expect(required('app/build.gradle.kts', kotlin)).toEqual({
    lines: ['1 a:b 1', '3 org.jetbrains.kotlin:kotlin-stdlib ?', '4 c:d 2', '6 e:f 3'],
    fault: undefined,
  });
  expect(required('build.gradle', 'dependencies {\n  implementation deps.x\n}').fault).toMatch(
    /^line 2: says by code/,
  );
  expect(required('build.gradle', 'dependencies {\n  api "$g:a:1"\n}').fault).toMatch(
    /^line 2: says by code/,
  );
});

it('a version catalog of Gradle: each way to name a library', () => {
  const text = `[versions]
kotlin = "1.9.0"
guava = { strictly = "[30,32)", prefer = "31" }
[libraries]
a = "g:a:1.0"
b = { module = "g:b", version.ref = "kotlin" }
c = { group = "g", name = "c", version = "2" }
d = { module = "g:d" }
[libraries.e]
module = "g:e"
version.ref = "guava"
[plugins]
k = { id = "org.k.jvm", version.ref = "kotlin" }
[bundles]
all = ["a", "b"]
`;
  const expected = [
    '5 g:a 1.0',
    '6 g:b 1.9.0',
    '7 g:c 2',
    '8 g:d ?',
    '10 g:e 30',
    '13 org.k.jvm 1.9.0 dev',
  ];
  expect(required('gradle/libs.versions.toml', text)).toEqual({
    lines: expected,
    fault: undefined,
  });
});

it('Gemfile and gemspec: gems with their groups', () => {
  const text = `source 'https://rubygems.org' # gem 'no'
gem 'rails', '~> 7.0', '>= 7.0.4'
gem "pg"
gem 'a', git: 'https://x/a.git'
group :development, :test do
  gem 'b', '>= 1', require: false
  platforms :ruby do
    gem 'c'
  end
end
gem 'd', '1.0', group: :test
if ENV['X']
  gem 'e',
      '< 3'
end
group :production do
  gem 'f', '= 2'
end
gemspec
`;
  expect(required('Gemfile', text)).toEqual({
    lines: [
      '2 rails 7.0.4',
      '3 pg *',
      '4 a ?',
      '6 b 1 dev',
      '8 c * dev',
      '11 d 1.0 tests',
      '13 e *',
      '17 f 2',
    ],
    fault: undefined,
  });
  const spec = `Gem::Specification.new do |s|
  s.add_dependency 'x', '>= 2', '< 4'
  s.add_runtime_dependency("y")
  s.add_development_dependency 'z', ['~> 1.0']
end`;
  expect(required('a.gemspec', spec).lines).toEqual(['2 x 2', '3 y *', '4 z 1.0 dev']);
  expect(required('Gemfile', 'gem name').fault).toMatch(/^line 1: says by code/);
  expect(required('Gemfile', 'eval_gemfile "x"').fault).toMatch(/another file/);
});

it('MSBuild and packages.config: packages by reference', () => {
  const text = `<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><XVersion>2.4.1</XVersion></PropertyGroup>
  <ItemGroup>
    <PackageReference Include="A" Version="1.2.3" />
    <PackageReference Include="xunit" Version="$(XVersion)" />
    <PackageReference Include="C"><Version>[1.0,2.0)</Version><PrivateAssets>all</PrivateAssets></PackageReference>
    <PackageReference Include="D" />
    <PackageReference Update="E" Version="9" />
    <Reference Include="System.Xml" />
  </ItemGroup>
  <Choose><When Condition="x"><ItemGroup><PackageReference Include="F" Version="6.*" /></ItemGroup></When></Choose>
</Project>`;
  expect(required('src/a.csproj', text)).toEqual({
    lines: ['4 A 1.2.3', '5 xunit 2.4.1', '6 C 1.0 dev', '7 D ?', '11 F 6'],
    fault: undefined,
  });
  const packages =
    '<packages>\n<package id="A" version="1.0" />\n<package id="B" version="2" developmentDependency="true" /></packages>';
  expect(required('packages.config', packages).lines).toEqual(['2 A 1.0', '3 B 2 dev']);
  expect(required('a.fsproj', '<Project>').fault).toMatch(/^not XML/);
});
