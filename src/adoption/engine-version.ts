/** To be raised whenever the same probe may find something else in the same file. */
export const engineVersion = 2;
