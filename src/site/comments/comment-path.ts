/** Where what is said of proposals stands, below the site's base; a server of comments answers there. */
export const commentPath = {
  /** The page that needs no script. */
  page: (proposal: number) => `/comments/${proposal}/`,
};
