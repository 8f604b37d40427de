/**
 * Live events: one connection for all tabs of a browser.
 *
 * The tab that holds the lock opens the stream and passes each event on; when it closes, the next tab takes over. Where
 * the browser has no Web Locks (plain http on a network) each tab opens a stream of its own. Events carry kinds and keys
 * only: what somebody may see is decided when the data is fetched again.
 */
import type { LiveEvent } from '@/api/keys';

export type LiveState = 'live' | 'reconnecting' | 'offline';
type Message = { type: 'event'; event: LiveEvent } | { type: 'state'; state: LiveState } | { type: 'ask' };
type Listener = { onEvent: (event: LiveEvent) => void; onState: (state: LiveState) => void };

const LOCK = 'baton-live';
const KINDS = ['message', 'task', 'run', 'workflow', 'notification', 'directory', 'reset', 'clock'];
/** A first stream that opens later than that after the page began may have missed what happened since its lists were loaded. */
const FIRST_WITHIN_MS = 1_000;
/** The browser tries again by itself; a stream it has given up is opened anew after this time. */
const REOPEN_AFTER_MS = 3_000;

export function openLive(listener: Listener): () => void {
  const channel = 'BroadcastChannel' in window ? new BroadcastChannel(LOCK) : null;
  const closing = new AbortController();
  let state: LiveState = navigator.onLine ? 'reconnecting' : 'offline';
  let leads = false;
  let followed = false;

  const setState = (next: LiveState) => {
    state = next;
    listener.onState(next);
    if (leads) channel?.postMessage({ type: 'state', state: next } satisfies Message);
  };
  const lead = () => {
    leads = true;
    return followStream({
      signal: closing.signal,
      late: followed,
      onState: setState,
      onEvent: (event) => {
        listener.onEvent(event);
        channel?.postMessage({ type: 'event', event } satisfies Message);
      },
    });
  };

  channel?.addEventListener('message', ({ data }: MessageEvent<Message>) => {
    if (data.type === 'ask' && leads) channel.postMessage({ type: 'state', state } satisfies Message);
    if (leads) return;
    followed = true;
    if (data.type === 'event') listener.onEvent(data.event);
    if (data.type === 'state') setState(data.state);
  });
  const offline = () => setState('offline');
  window.addEventListener('offline', offline);

  channel?.postMessage({ type: 'ask' } satisfies Message);
  if (channel && 'locks' in navigator) {
    navigator.locks.request(LOCK, { signal: closing.signal }, lead).catch(() => undefined);
  } else {
    void lead();
  }
  return () => {
    closing.abort();
    window.removeEventListener('offline', offline);
    channel?.close();
  };
}

/** `late`: another stream came before this one. */
type Stream = { signal: AbortSignal; late: boolean; onState: (state: LiveState) => void; onEvent: (event: LiveEvent) => void };

/** Holds the stream open until it is told to stop; resolves then, which gives the lock to the next tab. */
function followStream({ signal, late, onState, onEvent }: Stream): Promise<void> {
  return new Promise((done) => {
    let source: EventSource | null = null;
    let again: number | undefined;
    let missed = late;
    const slow = window.setTimeout(() => (missed = true), FIRST_WITHIN_MS);
    const open = () => {
      source = new EventSource('/api/v1/events');
      source.onopen = () => {
        window.clearTimeout(slow);
        // Every stream but a first that came at once may have missed something, whoever opened the one before: what is shown is
        // fetched again.
        if (missed) onEvent({ kind: 'reset', keys: [] });
        missed = false;
        onState('live');
      };
      source.onerror = () => {
        onState(navigator.onLine ? 'reconnecting' : 'offline');
        missed = true;
        if (source?.readyState !== EventSource.CLOSED) return;
        again = window.setTimeout(open, REOPEN_AFTER_MS);
      };
      for (const kind of KINDS) {
        source.addEventListener(kind, (message) => {
          const event = read(message as MessageEvent<string>, kind);
          if (event) onEvent(event);
        });
      }
    };
    open();
    signal.addEventListener('abort', () => {
      window.clearTimeout(slow);
      window.clearTimeout(again);
      source?.close();
      done();
    });
  });
}

function read(message: MessageEvent<string>, kind: string): LiveEvent | null {
  try {
    const event = JSON.parse(message.data || '{}') as Partial<LiveEvent>;
    return { kind: event.kind ?? kind, keys: event.keys ?? [], rev: event.rev ?? null };
  } catch {
    return { kind: 'reset', keys: [] };
  }
}
