/** What a generator endpoint of the playground is: it yields what it waits for, and returns nothing. */
export type Steps = Generator<unknown, void, never>;
