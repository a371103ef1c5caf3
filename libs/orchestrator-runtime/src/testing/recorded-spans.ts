import {
  INVALID_SPAN_CONTEXT,
  SpanStatusCode,
  trace,
  type Attributes,
  type Exception,
  type Span,
  type SpanStatus,
  type Tracer,
} from '@opentelemetry/api';

/** A span as a test looks at it. */
export interface RecordedSpan {
  readonly name: string;
  readonly attributes: Attributes;
  status: SpanStatus;
  readonly exceptions: Exception[];
  ended: boolean;
}

/** Registers a tracer for this process that keeps its spans, in the order in which they begin. */
export function recordSpans(): readonly RecordedSpan[] {
  const spans: RecordedSpan[] = [];
  const begin = (name: string, attributes: Attributes = {}): Span => {
    const recorded: RecordedSpan = {
      name,
      attributes: { ...attributes },
      status: { code: SpanStatusCode.UNSET },
      exceptions: [],
      ended: false,
    };
    spans.push(recorded);
    const span: Span = {
      spanContext: () => INVALID_SPAN_CONTEXT,
      setAttribute: (key, value) => {
        recorded.attributes[key] = value;
        return span;
      },
      setAttributes: (more) => {
        Object.assign(recorded.attributes, more);
        return span;
      },
      addEvent: () => span,
      addLink: () => span,
      addLinks: () => span,
      setStatus: (status) => {
        recorded.status = status;
        return span;
      },
      updateName: () => span,
      end: () => {
        recorded.ended = true;
      },
      isRecording: () => !recorded.ended,
      recordException: (exception) => {
        recorded.exceptions.push(exception);
      },
    };
    return span;
  };
  const tracer: Tracer = {
    startSpan: (name, options) => begin(name, options?.attributes),
    startActiveSpan: (name: string, ...rest: unknown[]) => {
      const work = rest.at(-1) as (span: Span) => never;
      const options = (rest.length > 1 ? rest[0] : {}) as { readonly attributes?: Attributes };
      return work(begin(name, options.attributes));
    },
  };
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
  return spans;
}
