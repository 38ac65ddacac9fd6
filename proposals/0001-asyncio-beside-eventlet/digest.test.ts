import { testDigestBetween } from '../../test/support/recount-statuses.ts';

// Before its readings of November 2026, and each of them; of a project that was read anew much reads otherwise.
testDigestBetween(import.meta.dirname, [
  'dfb8cb4aa3c8297c805a2ab31ec3e95a0b5c3917',
  '172ef54f10f3a6e412e0dbc5bdba9bdaa6ef97d3',
  '52589f44d497d1b1a624eb64f69f923a45538fe3',
  '0811e4d70073e987510557c4ed5a705b130d5d71',
]);
