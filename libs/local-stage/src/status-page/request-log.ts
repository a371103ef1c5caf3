import type { RequestRecord } from '../request-record';

/** Requests that the page shows. */
export const shownRequests = 200;

/** The last requests, and how many there were. */
export class RequestLog {
  private readonly records: RequestRecord[] = [];
  private count = 0;

  /** Requests since the start. */
  get total(): number {
    return this.count;
  }

  add(record: RequestRecord): void {
    this.records[this.count % shownRequests] = record;
    this.count += 1;
  }

  /** Those that came after the first `since`, oldest first; of many, the last ones. */
  after(since: number): RequestRecord[] {
    const first = Math.max(since, this.count - shownRequests);
    return Array.from({ length: this.count - first }, (_, index) => {
      return this.records[(first + index) % shownRequests];
    }).filter((record) => record !== undefined);
  }
}
