import { BackworksError } from './errors.ts';
import { readLastFields } from './fields.ts';
import { isJsonType, isTextType, readMediaType } from './media-type.ts';

/** What becomes of a body: a value, a map of fields, text, or the bytes as they are. */
export type BodyKind = 'json' | 'form' | 'multipart' | 'text' | 'binary';

/** @param contentType the Content-Type field; without one the bytes may be anything */
export function bodyKindOf(contentType: string | undefined): BodyKind {
  if (contentType === undefined) return 'binary';
  const end = contentType.indexOf(';');
  const essence = (end === -1 ? contentType : contentType.slice(0, end)).trim().toLowerCase();
  if (isJsonType(essence)) return 'json';
  if (essence === 'application/x-www-form-urlencoded') return 'form';
  if (essence === 'multipart/form-data') return 'multipart';
  return isTextType(essence) ? 'text' : 'binary';
}

/**
 * The value of a body without content codings. An empty body is null, and so is a form without fields;
 * a multipart body, which takes a parser of its own, stays bytes here.
 *
 * @throws BackworksError BW6053 for malformed JSON, BW6051 for text in another charset than UTF-8 and Latin-1
 */
export function decodeBody(bytes: Buffer, contentType: string | undefined): unknown {
  if (bytes.length === 0) return null;
  switch (bodyKindOf(contentType)) {
    case 'json':
      return decodeJson(bytes);
    case 'form':
      return readLastFields(bytes.toString('utf8'));
    case 'text':
      return bytes.toString(encodingOf(contentType ?? ''));
    default:
      return bytes;
  }
}

/** JSON is UTF-8, whatever a charset parameter says (RFC 8259, section 8.1); a byte order mark is no part of it. */
export function decodeJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8').replace(/^\ufeff/, ''));
  } catch (cause) {
    // The parser quotes the body, which is nothing for logs and screens.
    throw new BackworksError('BW6053', 'the request body is not valid JSON', { cause });
  }
}

const ENCODINGS: ReadonlyMap<string, 'utf8' | 'latin1'> = new Map([
  ['utf-8', 'utf8'],
  ['utf8', 'utf8'],
  ['us-ascii', 'utf8'],
  ['iso-8859-1', 'latin1'],
  ['latin1', 'latin1'],
]);

/** A character set that is guessed wrong would give wrong text without a word. */
function encodingOf(contentType: string): 'utf8' | 'latin1' {
  const charset = readMediaType(contentType).parameters.get('charset');
  if (charset === undefined) return 'utf8';
  const encoding = ENCODINGS.get(charset.toLowerCase());
  if (encoding !== undefined) return encoding;
  throw new BackworksError('BW6051', 'the request body is text in a charset that is not known here', {
    hint: 'Send text in UTF-8 or ISO-8859-1.',
  });
}
