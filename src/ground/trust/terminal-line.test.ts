import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiddenCharacter } from './hidden-characters.ts';
import { terminalJson, terminalLine } from './terminal-line.ts';

describe('terminalLine', () => {
  it.each([
    ['clears the screen', '\u001b[2J\u001b[Hdone', '[2J[Hdone'],
    ['rings and backs up', 'a\u0007\b\u007fb', 'ab'],
    ['an eight-bit escape', '\u009b31mred', '31mred'],
    ['a second line', 'fine\n0 faults\r\nend', 'fine 0 faults  end'],
    ['a line separator', 'a\u2028b', 'a b'],
    ['a tab', 'a\tb', 'a b'],
    ['turned direction', 'a\u202egpj.exe\u2069', 'agpj.exe'],
    ['no width', 'pay\u200bpal\ufeff\u00ad', 'paypal'],
    ['tags', 'a\u{e0041}b', 'ab'],
    ['half a pair', 'a\ud800', 'a\ufffd'],
    ['a command of GitHub', '::error::all is lost', ': :error::all is lost'],
    ['a command after space', '  ::set-output x', '  : :set-output x'],
    ['a command after what is taken out', '\u001b::error::x', ': :error::x'],
    ['an older command', 'say ##[error]x', 'say # #[error]x'],
    ['a command of Azure', '##vso[task.setvariable]x', '# #vso[task.setvariable]x'],
    [
      'a command of TeamCity',
      "##teamcity[buildStatus text='x']",
      "# #teamcity[buildStatus text='x']",
    ],
  ])('leaves nothing to act on: %s', (_, hostile, safe) => {
    expect(terminalLine(hostile)).toBe(safe);
  });

  it.each([
    'plain',
    'café, 日本語',
    'src/a.ts:1:2  a::b',
    '# heading',
    'می\u200cخواهم',
    '👩\u200d💻',
  ])('leaves an honest text as it is: %s', (text) => {
    expect(terminalLine(text)).toBe(text);
  });

  it('leaves no hidden character and no command of a CI system, whatever the text', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('\u001b[', '::', '##', '[', 'vso', ' ', '\n', '\u202e', '\u200d', '\ud800'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const line = terminalLine(pieces.join(''));
        expect(hiddenCharacter(line)).toBeUndefined();
        expect(line).not.toMatch(/^\s*::|##\w*\[/u);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('terminalJson', () => {
  it('says the same to a program, with nothing for a terminal to act on', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }), (value, text) => {
        const asked = { value, text: `${text}\u202e\u009b##[error]\u{e0041}` };
        const json = terminalJson(asked);
        expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(asked)));
        for (const line of json.split('\n')) expect(terminalLine(line)).toBe(line.toWellFormed());
      }),
    );
  });
});
