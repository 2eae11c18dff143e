import type { IncomingHttpHeaders } from 'node:http';
import { isSameTag, namesTag } from './entity-tag.ts';
import { parseHttpDate } from './http-date.ts';

/** What tells one state of some content from another. */
export interface Validators {
  readonly etag: string;
  /** Milliseconds, in whole seconds. */
  readonly lastModified: number;
  /** False while the content may change again within the second that the date names. */
  readonly isDateStrong: boolean;
}

/** `failed`: 412. `unmodified`: 304. `send`: nothing stands in the way. */
export type Verdict = 'send' | 'unmodified' | 'failed';

/** Evaluates the conditions of a GET or HEAD in the order of RFC 9110, section 13.2.2. */
export function evaluateConditions(headers: IncomingHttpHeaders, validators: Validators): Verdict {
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) {
    if (!namesTag(ifMatch, validators.etag, 'strong')) return 'failed';
  } else if (isModifiedSince(headers['if-unmodified-since'], validators) === true) return 'failed';
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined)
    return namesTag(ifNoneMatch, validators.etag, 'weak') ? 'unmodified' : 'send';
  return isModifiedSince(headers['if-modified-since'], validators) === false ? 'unmodified' : 'send';
}

/** Whether If-Range allows to send a part: the client has a part of exactly this state. */
export function allowsRange(headers: IncomingHttpHeaders, validators: Validators): boolean {
  const condition = headers['if-range'];
  if (typeof condition !== 'string') return true;
  if (/^(?:W\/)?"/.test(condition)) return isSameTag(condition, validators.etag, 'strong');
  return validators.isDateStrong && parseHttpDate(condition) === validators.lastModified;
}

/** Undefined without a date: then the field counts as absent. */
function isModifiedSince(field: string | undefined, { lastModified }: Validators): boolean | undefined {
  const date = field === undefined ? undefined : parseHttpDate(field);
  return date === undefined ? undefined : lastModified > date;
}
