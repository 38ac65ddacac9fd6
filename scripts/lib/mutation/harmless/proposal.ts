import type { HarmlessByFile } from './mutant.ts';

export const harmlessInProposal: HarmlessByFile = {};
