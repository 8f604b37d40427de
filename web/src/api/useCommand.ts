import { useCallback, useRef } from 'react';
import { call } from './client';
import { Intents } from './intents';

export type Command = <T = void>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, headers?: Record<string, string>) => Promise<T>;

/** Sends commands, each under the key of its intent: what a form, dialog or button of this component is for. */
export function useCommand(): Command {
  const intents = useRef(new Intents());
  return useCallback(<T>(...[method, path, body, headers]: Parameters<Command>) =>
    intents.current.send(`${method} ${path}`, (key) => call<T>(method, path, { body, headers, key })), []);
}
