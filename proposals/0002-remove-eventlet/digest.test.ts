import { testDigestBetween } from '../../test/support/recount-statuses.ts';

// Before its readings of November 2026, and each of them; of a project that was read anew much reads otherwise.
testDigestBetween(import.meta.dirname, [
  'd5fdb59794a7a1ccf57450572fd30892900dabee',
  'dfb8cb4aa3c8297c805a2ab31ec3e95a0b5c3917',
  'd7fb84cfaaca2e8a12a47fb842afdd4bf32b8836',
]);
