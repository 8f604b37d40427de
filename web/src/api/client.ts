/**
 * One call to an endpoint: JSON in, JSON out, refusals as `Problem`.
 *
 * Every write carries the header the server asks of cookie sessions; a command carries the key of its intent as well, under
 * which a repeat has the first result, so it is sent once more where the answer is lost on its way.
 */
export type Fault = { path?: string | null; code: string; detail?: string | null; remedy?: string | null; line?: number | null };

type ProblemBody = {
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  remedy?: string;
  params?: Record<string, unknown>;
  faults?: Fault[];
  request?: string;
};

export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly remedy: string | undefined;
  readonly params: Record<string, unknown>;
  readonly faults: Fault[];
  readonly request: string | undefined;

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? (status === 0 ? 'web.unreachable' : `http-${status}`);
    this.remedy = body.remedy;
    this.params = body.params ?? {};
    this.faults = body.faults ?? [];
    this.request = body.request;
  }
}

export type Query = Record<string, string | number | boolean | null | undefined>;
type Options = { query?: Query; body?: unknown; raw?: Blob; headers?: Record<string, string>; signal?: AbortSignal; key?: string };

const BASE = '/api/v1';
let whenSignedOut: () => void = () => undefined;

/** Who is told when the session has ended; the app goes to the sign-in page then. */
export function onSignedOut(listener: () => void): void {
  whenSignedOut = listener;
}

export function get<T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> {
  return call<T>('GET', path, { query, signal });
}

export function post<T = void>(path: string, body?: unknown): Promise<T> {
  return call<T>('POST', path, { body });
}

export function put<T = void>(path: string, body?: unknown, headers?: Record<string, string>): Promise<T> {
  return call<T>('PUT', path, { body, headers });
}

export function patch<T = void>(path: string, body: unknown): Promise<T> {
  return call<T>('PATCH', path, { body });
}

export function remove<T = void>(path: string, headers?: Record<string, string>): Promise<T> {
  return call<T>('DELETE', path, { headers });
}

export function ifMatch(rev: number | string): Record<string, string> {
  return { 'If-Match': `"${rev}"` };
}

export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const response = await send(method, path, options);
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  const isJson = (response.headers.get('content-type') ?? '').includes('json');
  if (response.ok) return (isJson && text ? JSON.parse(text) : text) as T;
  if (response.status === 401 && path !== '/session') whenSignedOut();
  throw new Problem(response.status, isJson ? (JSON.parse(text) as ProblemBody) : { title: response.statusText });
}

async function send(method: string, path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (method !== 'GET') headers['Baton-CSRF'] = '1';
  if (options.key !== undefined) headers['Idempotency-Key'] = options.key;
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  const body = options.raw ?? (options.body === undefined ? null : JSON.stringify(options.body));
  const ask = () => fetch(BASE + path + search(options.query), { method, headers, body, credentials: 'same-origin', signal: options.signal ?? null });
  try {
    return await ask().catch((error: unknown) => {
      if (options.key === undefined || isAbort(error)) throw error;
      return ask();
    });
  } catch (error) {
    if (isAbort(error)) throw error;
    throw new Problem(0, { detail: undefined });
  }
}

function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError';
}

function search(query: Query = {}): string {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(kept.map(([key, value]) => [key, String(value)])).toString();
  return text ? `?${text}` : '';
}
