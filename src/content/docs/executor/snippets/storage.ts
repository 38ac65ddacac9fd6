/** The back end that the volume service of the migration asks: slow, as back ends are. */

/** Reserves space; the promise is the way in which libraries let wait today. */
export async function reserveSpace(gigabytes: number): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 5));
  return `lun-${gigabytes}`;
}
