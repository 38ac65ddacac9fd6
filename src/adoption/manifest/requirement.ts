import type { Lowest } from './lowest-version.ts';

/** Where packages come from; each has its own way of comparing names. */
export type Ecosystem =
  'python' | 'npm' | 'go' | 'cargo' | 'composer' | 'maven' | 'rubygems' | 'nuget';

/** A package that a manifest names. */
export interface Requirement extends Lowest {
  /** As written. */
  name: string;
  /** `[threading]` of `oslo.service[threading]`. */
  extras: string[];
  /** From 1. */
  line: number;
  ecosystem: Ecosystem;
  /** Required by tests alone, whatever the file is called: tox's environments. */
  testing?: true;
  /** Needed to build, test or look after the project, not to run it. */
  dev?: true;
}

/** A binary that an installation of the project brings. */
export interface EntryPoint {
  name: string;
  /** Path of the module or script in which it begins, without extension: `nova/cmd/compute`. */
  entry: string;
  /** From 1. */
  line: number;
}

/** What a file says that is required. */
export interface Manifest {
  /** Of a form that only a probe which names its ecosystem reads. */
  only?: Ecosystem;
  requirements: Requirement[];
  /** Files that it reads further requirements from, as it writes them: relative to its folder. */
  targets?: string[];
  /** The binaries that it declares. */
  entryPoints?: EntryPoint[];
  /** Why it could not be read, or not to its end. */
  fault?: string;
}
