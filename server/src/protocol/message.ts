/**
 * The custom part of the language between editor and server, declared once and used by both sides.
 * Plain data only: everything here crosses a process boundary as JSON.
 */

/** Name of a request, carrying the types of its parameters and its result. */
export interface RequestName<Params, Result> {
  readonly method: string;
  /** Never set: keeps the types attached to the name. */
  readonly types?: (params: Params) => Result;
}

/** Name of a notification, carrying the type of its parameters. */
export interface NotificationName<Params> {
  readonly method: string;
  /** Never set: keeps the type attached to the name. */
  readonly types?: (params: Params) => void;
}

export function requestName<Params, Result>(method: string): RequestName<Params, Result> {
  return { method };
}

export function notificationName<Params>(method: string): NotificationName<Params> {
  return { method };
}

/** What can be said no to without anything being broken: the person gets `message`, programs read `code`. */
export interface Refusal {
  readonly code: string;
  readonly message: string;
}

export type Reply<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: Refusal };

/** Long requests report to this token with `$/progress` (work-done progress of the Language Server Protocol). */
export interface LongRequest {
  readonly workDoneToken?: string | number;
}
