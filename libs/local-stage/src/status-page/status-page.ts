import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { LocalStageEvent } from '../events';
import { answer, type Exchange } from '../exchange';
import { statusPageHeaders, statusPageHtml } from './page';
import { RequestLog } from './request-log';
import type { StatusSource } from './status-source';
import { topologyOf, type PicturedTable, type ServiceNames } from './topology';
import { topologySvg } from './topology-svg';

/** Where the page is; no base path can begin so. */
export const statusPagePath = '/_slipway';

const eventsPath = `${statusPagePath}/events`;

/** Milliseconds in which what happens is told together. */
const togetherMs = 200;

/** Bytes that wait for a page that does not read, at most. */
const largestBacklog = 4 * 1024 * 1024;

/** Hosts that a browser on this machine names; a name that others gave this address is none of them. */
const ownHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

export interface StatusPageProps {
  readonly table: PicturedTable;
  readonly names: ServiceNames;
  readonly source: StatusSource;
}

/** The page that shows the stage while it runs, and the stream of events that keeps it up to date. */
export class StatusPage {
  private readonly log = new RequestLog();
  private readonly streams = new Set<ServerResponse>();
  private picture: string | undefined;
  /** Requests that the streams have been told. */
  private told = 0;
  private stateChanged = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly props: StatusPageProps) {}

  /** Whether a request is for the page or its stream, whatever its method. */
  isFor({ path }: Exchange): boolean {
    return [statusPagePath, `${statusPagePath}/`, eventsPath].includes(path);
  }

  /** Answers a request for the page. Returns who answered. */
  handle(exchange: Exchange): string {
    const { method, path, request } = exchange;
    // A page of others that is let to this address by a name of theirs could read what is answered.
    if (!ownHost.test(request.headers.host ?? '')) {
      refuse(exchange, 403, 'The status page is at http://localhost.');
    } else if (method !== 'GET') {
      refuse(exchange, 404, 'There is nothing here.');
    } else if (path === eventsPath) {
      this.stream(exchange);
    } else {
      const nonce = randomBytes(18).toString('base64');
      const body = statusPageHtml(this.draw(), nonce);
      answer(exchange, { statusCode: 200, headers: statusPageHeaders(nonce), body });
    }
    return 'slipway';
  }

  /** Takes an event of the stage. */
  tell(event: LocalStageEvent): void {
    if (event.type === 'log') return;
    if (event.type !== 'request') this.stateChanged = true;
    else if (isOwn(event.path)) return;
    else this.log.add(event);
    if (this.streams.size === 0) return;
    this.timer ??= setTimeout(() => this.tellStreams(), togetherMs);
  }

  /** Ends the streams, which would hold the server up. */
  close(): void {
    clearTimeout(this.timer);
    for (const response of this.streams) response.end();
  }

  private draw(): string {
    this.picture ??= topologySvg(topologyOf(this.props.table, this.props.names));
    return this.picture;
  }

  /** https://html.spec.whatwg.org/multipage/server-sent-events.html */
  private stream({ request, response }: Exchange): void {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    // It gets all of it now, and the others what they have not got yet.
    this.tellStreams();
    response.write(this.stateText() + this.requestsText(0));
    this.streams.add(response);
    response.once('close', () => this.streams.delete(response));
  }

  private tellStreams(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const state = this.stateChanged ? this.stateText() : '';
    const requests = this.log.total > this.told ? this.requestsText(this.told) : '';
    this.stateChanged = false;
    this.told = this.log.total;
    for (const response of this.streams) {
      // A page that is asleep begins anew when it wakes up.
      if (response.writableLength > largestBacklog) response.destroy();
      else response.write(state + requests);
    }
  }

  private stateText(): string {
    const { source } = this.props;
    return eventText('state', { services: source.services(), schedules: source.schedules() });
  }

  private requestsText(since: number): string {
    return eventText('requests', { total: this.log.total, records: this.log.after(since) });
  }
}

function eventText(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}

function isOwn(path: string): boolean {
  return /^\/_slipway([/?]|$)/.test(path);
}

function refuse(exchange: Exchange, statusCode: number, message: string): void {
  const headers = { 'content-type': 'application/json' };
  answer(exchange, { statusCode, headers, body: JSON.stringify({ message }) });
}
