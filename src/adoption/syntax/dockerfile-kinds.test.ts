import { expect, it } from 'vitest';
import { drawn } from '../../../test/adoption/support/drawn.ts';
import { dockerfileKinds } from './dockerfile-kinds.ts';

it.each([
  ['FROM a # b\n  # c', '..........\n/////'],
  ['RUN a # b', '......///'],
  ['RUN a \'b\' \\\n# c\n && "d\\\ne"', '......sss..\n///\n....ss.\nss'],
  ['RUN a # b \\\nc', '......////.\n/'],
  ['ENV a="b # c" d=\'e\'', '......sssssss...sss'],
  ["LABEL a it's # b's", '..................'],
  ['CMD ["a # b", "c"]', '.....sssssss..sss.'],
  ['RUN ["a", \'b\'] # c', '.....sss..sss.....'],
  ['RUN <<E\n# a\nb "c"\nE\nRUN d # e', '.......\n///\n..sss\n.\n......///'],
  ['RUN --mount=type=x <<-"E" \n\tb # c\n\tE\n# d', '..........................\n...///\n..\n///'],
  ['RUN python3 <<E\n# a\nE\n# b', '...............\nsss\n.\n///'],
  ['COPY <<A <<B /c/\n# a\nA\n"b"\nB\nRUN x # y', '................\nsss\n.\nsss\n.\n......///'],
  ['RUN <<E\n#!/usr/bin/env python3\n# a\nE', '.......\n......................\n...\n.'],
  ['RUN <<E\na # b', '.......\n.....'],
  ['RUN echo "<<E"\n# a\nE', '.........sssss\n///\n.'],
  [
    '# escape=`\nRUN a `\n# b\n c # d\nFROM \\\n# e',
    '//////////\n.......\n///\n...///\n......\n///',
  ],
  ['HEALTHCHECK CMD a # b', '..................///'],
  ['ONBUILD RUN a # b', '..............///'],
  ['RUN a \\\n\n  b # c', '.......\n\n....///'],
  ['run a # b\r\n# c\r\n', '......////\n////\n'],
  ['ENV a="open # b\n# c', '...............\n///'],
])('%j', (text, picture) => {
  expect(drawn(text, dockerfileKinds(text))).toBe(picture);
});
