/**
 * What somebody means to do, and the key it is sent under (`Idempotency-Key`).
 *
 * A key is made when the intent begins and stays until an answer came: an answer that was lost, a second press or a reload
 * can therefore not do a thing twice. Where the server refused, nothing was done, and the next try is an intent of its own.
 */
import { Problem } from './client';

/** Where keys outlive a reload of the page. */
export type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

export class Intents {
  private readonly keys = new Map<string, string>();
  constructor(private readonly shelf?: Shelf) {}

  /** The key of what is meant: the one of the try before, if that was never answered. */
  key(what: string): string {
    const key = this.keys.get(what) ?? this.shelf?.getItem(NAME + what) ?? newKey();
    this.keys.set(what, key);
    this.shelf?.setItem(NAME + what, key);
    return key;
  }

  forget(what: string): void {
    this.keys.delete(what);
    this.shelf?.removeItem(NAME + what);
  }

  /** Sends it under its key, which is done with as soon as there is an answer. */
  async send<T>(what: string, work: (key: string) => Promise<T>): Promise<T> {
    try {
      const answer = await work(this.key(what));
      this.forget(what);
      return answer;
    } catch (error) {
      if (isAnswer(error)) this.forget(what);
      throw error;
    }
  }
}

const NAME = 'baton-intent ';

/** A refusal is one; that the server could not be reached, or failed, leaves open whether the thing was done. */
export function isAnswer(error: unknown): boolean {
  return error instanceof Problem && error.status >= 400 && error.status < 500;
}

/** `randomUUID` exists on secure origins only; plain http addresses of a local network are none. */
function newKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
