/** Where what is said of proposals stands, below the site's base; a server of comments answers there. */
export const commentPath = {
  /** The page that needs no script. */
  page: (proposal: number) => `/comments/${proposal}/`,
  /** Threads that the build knows: those that were frozen, and what was said in reviews. */
  standing: (proposal: number) => `/comments/standing/${proposal}.json`,
};
