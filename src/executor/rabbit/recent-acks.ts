/**
 * What was acknowledged lately, by the messages' own ids. AMQP does not confirm acknowledgements: if
 * the connection is lost, the broker may never have read the last of them and hands those messages out
 * again. They were worked on, so the second copy must only be acknowledged.
 *
 * The driver interface promises a delivery that is new or marked `redelivered`; repeats that the
 * library itself has caused, by a lost acknowledgement or by sending again, stop here.
 */

/** More than can be on the way to the broker at once. */
const capacity = 1024;

/** A delivery, as far as it takes to know it again. */
export interface PossibleRepeat {
  readonly redelivered: boolean;
  /** Its sender says that the broker may have had it before. */
  readonly isDoubtful: boolean;
  /** The message's own id. */
  readonly id: unknown;
}

export class RecentAcks {
  /** The last ids, the oldest overwritten first. */
  readonly #ring: string[] = [];
  #next = 0;
  /** Those of lost connections: the broker may not know that they were acknowledged. */
  #doubtful = new Set<string>();
  /** Deliveries still to be looked at whatever their marks. */
  #unmarked = 0;

  /** Notes an acknowledgement that was written. */
  add(id: unknown): void {
    if (typeof id !== 'string') return;
    this.#ring[this.#next] = id;
    this.#next = (this.#next + 1) % capacity;
  }

  /** The connection is lost. */
  lost(): void {
    this.#doubtful = new Set(this.#ring);
    this.#unmarked = capacity;
  }

  /**
   * Is it the second copy of a message: one whose acknowledgement was lost with a connection, or that
   * its sender sent again because the confirm was lost? Only what is marked is looked at closer, and
   * what comes first after a loss: a broker that was killed forgets what it had handed out.
   */
  isRepeat(delivery: PossibleRepeat, unsettled: Iterable<PossibleRepeat>): boolean {
    const { redelivered, isDoubtful } = delivery;
    const mayBeOld = redelivered || this.#unmarked > 0;
    if (this.#unmarked > 0) this.#unmarked--;
    if (!(mayBeOld && this.#doubtful.size > 0) && !isDoubtful) return false;
    const { id } = delivery;
    if (typeof id !== 'string') return false;
    if (mayBeOld && this.#doubtful.delete(id)) return true;
    if (!isDoubtful) return false;
    if (this.#ring.includes(id)) return true;
    for (const other of unsettled) if (other !== delivery && other.id === id) return true;
    return false;
  }
}
