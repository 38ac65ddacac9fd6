/*
 * The rows of the other pages of the table, for a filter that reaches all of them.
 */

/** Pages asked for at a time. */
const atOnce = 6;

/**
 * The stages' groups of rows of pages 2 to `count`, in order.
 *
 * @param first address of the first page
 * @throws where one of them cannot be had: a filter over a part of the reviews would lie
 */
export async function groupsOfOtherPages(
  first: string,
  count: number,
): Promise<HTMLTableSectionElement[]> {
  const pages = Array.from<HTMLTableSectionElement[]>({ length: Math.max(0, count - 1) });
  let next = 0;
  const worker = async () => {
    for (let i = next++; i < pages.length; i = next++) {
      const response = await fetch(new URL(`${i + 2}/`, first));
      if (!response.ok) throw new Error(`page ${i + 2}: ${response.status}`);
      const page = new DOMParser().parseFromString(await response.text(), 'text/html');
      const table = page.querySelector('.review-table table');
      pages[i] =
        table instanceof HTMLTableElement
          ? [...table.tBodies].map((body) => document.importNode(body, true))
          : [];
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return pages.flat();
}
