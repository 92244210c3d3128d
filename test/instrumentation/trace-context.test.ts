import { spawnSync } from 'node:child_process';
import * as grpc from '@grpc/grpc-js';
import { createTraceState, ROOT_CONTEXT, type SpanContext, trace } from '@opentelemetry/api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractTraceContext, injectTraceContext } from '../../src/instrumentation/trace-context.ts';
import { compile } from '../cli/support/compile.ts';

const hex = (digits: number) =>
  fc
    .array(fc.constantFrom(...'0123456789abcdef'), { minLength: digits, maxLength: digits })
    .map((all) => all.join(''))
    .filter((text) => /[^0]/.test(text));

const spanContext: fc.Arbitrary<SpanContext> = fc.record({
  traceId: hex(32),
  spanId: hex(16),
  traceFlags: fc.constantFrom(0, 1),
});

const parent: SpanContext = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7', traceFlags: 1 };
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

const spanOf = (context: ReturnType<typeof extractTraceContext>) => trace.getSpanContext(context);

/** Any call of any method, with bytes as they are: no .proto file is needed. */
const service: grpc.ServiceDefinition = {
  route: {
    path: '/betcode.v1.Generic/Route',
    requestStream: false,
    responseStream: false,
    requestSerialize: (value: Buffer) => value,
    requestDeserialize: (bytes: Buffer) => bytes,
    responseSerialize: (value: Buffer) => value,
    responseDeserialize: (bytes: Buffer) => bytes,
  },
};

type Call = grpc.ServerUnaryCall<Buffer, Buffer>;

async function serve(route: (call: Call) => Promise<string>): Promise<{ port: number; stop: () => void }> {
  const server = new grpc.Server();
  server.addService(service, {
    route: (call: Call, done: grpc.sendUnaryData<Buffer>) => {
      route(call).then(
        (text) => done(null, Buffer.from(text)),
        (error: Error) => done(error),
      );
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { port, stop: () => server.forceShutdown() };
}

function call(port: number, metadata: grpc.Metadata): Promise<string> {
  const client = new grpc.Client(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const { path, requestSerialize, responseDeserialize } = service['route'] as grpc.MethodDefinition<Buffer, Buffer>;
  return new Promise<string>((resolve, reject) => {
    const deadline = { deadline: Date.now() + 20_000 };
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      Buffer.from('x'),
      metadata,
      deadline,
      (error, answer) => (error === null ? resolve(String(answer)) : reject(error)),
    );
  }).finally(() => client.close());
}

/** A process that takes its trace up from its environment, as a subprocess of the daemon would. */
function subprocess(env: NodeJS.ProcessEnv): string {
  const module = compile('src/instrumentation/trace-context.ts');
  const script = `
    import { trace } from '@opentelemetry/api';
    import { extractTraceContext } from ${JSON.stringify(module)};
    console.log(JSON.stringify(trace.getSpanContext(extractTraceContext(process.env)) ?? null));
  `;
  const folder = module.slice(0, module.indexOf('/src/'));
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: folder,
    env,
    encoding: 'utf8',
    timeout: 20_000,
  });
  if (child.status !== 0) throw new Error(child.stderr);
  return child.stdout;
}

describe('trace context', () => {
  it('keeps one trace from the client over two gRPC hops into a child process', async () => {
    // What each hop received, and the span that it opened for itself.
    const daemonSpan: SpanContext = { ...parent, spanId: 'bbbbbbbbbbbbbbbb' };
    const received: (SpanContext | undefined)[] = [];
    const daemon = await serve(async ({ metadata }) => {
      received.push(spanOf(extractTraceContext(metadata)));
      return subprocess(injectTraceContext({ ...process.env, TRACEPARENT: 'stale' }, daemonSpan));
    });
    const relay = await serve(async ({ metadata }) => {
      const incoming = spanOf(extractTraceContext(metadata));
      received.push(incoming);
      if (incoming === undefined) throw new Error('no trace arrived');
      return call(daemon.port, injectTraceContext(new grpc.Metadata(), { ...incoming, spanId: 'aaaaaaaaaaaaaaaa' }));
    });
    try {
      const answer = JSON.parse(await call(relay.port, injectTraceContext(new grpc.Metadata(), parent))) as SpanContext;
      expect(received).toEqual([
        { ...parent, isRemote: true },
        { ...parent, spanId: 'aaaaaaaaaaaaaaaa', isRemote: true },
      ]);
      expect(answer).toEqual({ ...daemonSpan, isRemote: true });
    } finally {
      relay.stop();
      daemon.stop();
    }
  });

  it('carries tracestate along, over gRPC, too', async () => {
    const traceState = createTraceState('vendor=a,other=b');
    const server = await serve(async ({ metadata }) => {
      const span = spanOf(extractTraceContext(metadata));
      return JSON.stringify([span?.traceId, span?.traceState?.serialize()]);
    });
    try {
      const answer = await call(server.port, injectTraceContext(new grpc.Metadata(), { ...parent, traceState }));
      expect(JSON.parse(answer)).toEqual([parent.traceId, 'vendor=a,other=b']);
    } finally {
      server.stop();
    }
  });

  it('writes lower-case metadata and upper-case variables', () => {
    expect(injectTraceContext(new grpc.Metadata(), parent).getMap()).toEqual({ traceparent });
    expect(injectTraceContext({ PATH: '/bin' }, parent)).toEqual({ PATH: '/bin', TRACEPARENT: traceparent });
  });

  it('gives back what it was given', () => {
    fc.assert(
      fc.property(spanContext, (span) => {
        for (const carrier of [new grpc.Metadata(), {}])
          expect(spanOf(extractTraceContext(injectTraceContext(carrier, span)))).toEqual({ ...span, isRemote: true });
      }),
    );
  });

  it('continues the span of a context, and by default that of the active one', () => {
    const context = trace.setSpanContext(ROOT_CONTEXT, parent);
    expect(injectTraceContext({}, context)).toEqual({ TRACEPARENT: traceparent });
    expect(injectTraceContext({})).toEqual({});
  });

  it('removes what a stranger left when there is nothing to hand on', () => {
    const metadata = new grpc.Metadata();
    metadata.set('traceparent', traceparent);
    metadata.set('tracestate', 'a=b');
    metadata.set('authorization', 'kept');
    expect(injectTraceContext(metadata, ROOT_CONTEXT).getMap()).toEqual({ authorization: 'kept' });
    expect(injectTraceContext({ TRACEPARENT: traceparent, TRACESTATE: 'a=b' }, ROOT_CONTEXT)).toEqual({});
    // A trace without state must not take over that of the process.
    expect(injectTraceContext({ TRACESTATE: 'a=b' }, parent)).toEqual({ TRACEPARENT: traceparent });
  });

  it('does not hand on flags that nobody knows', () => {
    expect(injectTraceContext({}, { ...parent, traceFlags: 0xff })).toEqual({
      TRACEPARENT: traceparent.replace(/01$/, '03'),
    });
  });

  it.each([
    ['another format', 'abc123def456'],
    ['an all-zero trace', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['an all-zero span', `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`],
    ['the forbidden version', traceparent.replace(/^00/, 'ff')],
    ['upper case', traceparent.toUpperCase()],
    ['nothing', ''],
  ])('does not join a trace from %s', (_, value) => {
    expect(spanOf(extractTraceContext({ TRACEPARENT: value }))).toBeUndefined();
    const metadata = new grpc.Metadata();
    metadata.set('traceparent', value);
    expect(spanOf(extractTraceContext(metadata))).toBeUndefined();
  });

  it('trusts none of several parents', () => {
    const metadata = new grpc.Metadata();
    metadata.add('traceparent', traceparent);
    metadata.add('traceparent', traceparent.replace('4bf9', '5bf9'));
    expect(spanOf(extractTraceContext(metadata))).toBeUndefined();
  });

  it('takes no parent from the context that it is based on', () => {
    const local = trace.setSpanContext(ROOT_CONTEXT, parent);
    expect(spanOf(extractTraceContext({}, local))).toBeUndefined();
  });
});
