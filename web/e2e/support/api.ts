/** What others do meanwhile, by the API: each with a session of their own. */
import { request, type APIRequestContext } from '@playwright/test';
import { enter } from './places';

export class Other {
  private constructor(private readonly context: APIRequestContext) {}

  static async as(base: string, person: string): Promise<Other> {
    const context = await request.newContext({ baseURL: base, extraHTTPHeaders: { 'Baton-CSRF': '1' } });
    await enter(context, person);
    return new Other(context);
  }

  get<T>(path: string): Promise<T> {
    return this.ask('GET', path);
  }

  post<T>(path: string, data: object): Promise<T> {
    return this.ask('POST', path, data);
  }

  /** Writes what was not there before. */
  putNew<T>(path: string, data: object): Promise<T> {
    return this.ask('PUT', path, data, { 'If-None-Match': '*' });
  }

  /** Writes over the revision that was read. */
  put<T>(path: string, rev: number, data: object): Promise<T> {
    return this.ask('PUT', path, data, { 'If-Match': `"${rev}"` });
  }

  async remove(path: string): Promise<void> {
    await this.ask('DELETE', path);
  }

  leave(): Promise<void> {
    return this.context.dispose();
  }

  private async ask<T>(method: string, path: string, data?: object, headers: Record<string, string> = {}): Promise<T> {
    const answer = await this.context.fetch(`/api/v1${path}`, { method, headers, ...(data && { data }) });
    if (!answer.ok()) throw new Error(`${method} ${path}: ${answer.status()} ${await answer.text()}`);
    return (answer.status() === 204 ? undefined : await answer.json()) as T;
  }
}
