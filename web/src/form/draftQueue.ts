/**
 * Saves of a form that is being filled in, one after the other; the last values always get through.
 *
 * A save that fails for want of an answer is tried again, each time after twice as long. One that was refused waits for the
 * next change, or for a word: where the draft was changed elsewhere meanwhile, the person says whose values stay.
 */
import { Problem } from '@/api/client';
import type { FormState } from '@/api/types';

export type Values = Record<string, unknown>;
/** `typed`: the values that somebody filled in; all others are still as the server has them. */
export type Save = (draft: { rev: number; values: Values; typed: Values }) => Promise<FormState>;
export type DraftStatus = 'idle' | 'waiting' | 'saving' | 'saved' | 'failed' | 'elsewhere';
type Listener = { onStatus: (status: DraftStatus, error?: unknown) => void; onAnswer: (answer: FormState) => void };

const SAVE_AFTER_MS = 1_000;
const AGAIN_AFTER_MS = 2_000;
const AGAIN_AT_LEAST_EVERY_MS = 60_000;

export class DraftQueue {
  private dirty = false;
  private touched = false;
  private held = false;
  private failures = 0;
  /** The revision somebody else's save made, until it is said whose values stay. */
  private theirs: number | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private running: Promise<void> | null = null;

  private typed: Values = {};

  constructor(private rev: number, private values: Values, private readonly save: Save, private readonly listener: Listener) {}

  set(values: Values, typed: Values = values): void {
    this.values = values;
    this.typed = typed;
    this.touched = true;
    this.dirty = true;
    if (this.theirs !== null) return;
    this.listener.onStatus('waiting');
    this.later(SAVE_AFTER_MS);
  }

  /** What the server has by now is gone on from, where nobody typed anything here; false: somebody did. */
  startFrom(rev: number, values: Values): boolean {
    if (this.touched || this.dirty || this.running) return false;
    this.rev = rev;
    this.values = values;
    return true;
  }

  /** Saves now what is not saved yet. */
  flush(): void {
    clearTimeout(this.timer);
    this.running ??= this.saveAll().finally(() => { this.running = null; });
  }

  /**
   * Saves what is not saved yet, for the fields to be those of the last values, and ends saving before the form is sent: a
   * save that arrives after it would bring the draft back. A save that fails does not keep the form from being sent.
   */
  async hold(): Promise<void> {
    this.flush();
    await this.running;
    this.held = true;
    clearTimeout(this.timer);
  }

  /** Saving goes on, because the form was refused. What nobody typed is not saved: it may have changed on the server. */
  resume(): void {
    this.held = false;
    this.dirty ||= this.touched;
    this.flush();
  }

  /** What stands here stays, over what was saved elsewhere. */
  keepMine(): void {
    this.rev = this.theirs ?? this.rev;
    this.theirs = null;
    this.dirty = true;
    this.flush();
  }

  private async saveAll(): Promise<void> {
    while (this.dirty && !this.held && this.theirs === null) {
      this.dirty = false;
      this.listener.onStatus('saving');
      try {
        const answer = await this.save({ rev: this.rev, values: this.values, typed: this.typed });
        this.rev = answer.rev;
        this.failures = 0;
        this.listener.onAnswer(answer);
        if (!this.dirty) this.listener.onStatus('saved');
      } catch (error) {
        this.dirty = true;
        return this.failed(error);
      }
    }
  }

  private failed(error: unknown): void {
    const now = error instanceof Problem && error.code === 'request.stale' ? error.params['rev'] : undefined;
    if (typeof now === 'number') {
      this.theirs = now;
      return this.listener.onStatus('elsewhere', error);
    }
    this.listener.onStatus('failed', error);
    if (!(error instanceof Problem) || this.held) return;
    const refused = error.status >= 400 && error.status < 500 && error.status !== 429;
    if (refused) return;
    this.later(Math.min(AGAIN_AFTER_MS * 2 ** this.failures, AGAIN_AT_LEAST_EVERY_MS));
    this.failures += 1;
  }

  private later(after: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.flush(), after);
  }
}
