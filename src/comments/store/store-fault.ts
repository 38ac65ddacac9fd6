import { LocalFault } from '../../ground/local-fault.ts';

/** A store that cannot be used: it is not reached, holds something else, or is of a newer Crossplan. */
export class StoreFault extends LocalFault {
  override name = 'StoreFault';
}
