import type { BodyKind } from '../../base/decode-body.ts';
import { BackworksError } from '../../base/errors.ts';
import { readMediaType } from '../../base/media-type.ts';
import { printable } from '../../base/printable.ts';
import type { SchemaBundle } from '../../base/schema-bundle.ts';
import { SchemaReader } from '../../base/schema-reader.ts';
import type { RequestPart, ResolvedEndpoint } from '../../contracts/config.ts';
import type { HttpExchange } from '../exchange.ts';
import { type Mismatch, sayMismatch } from './schema-errors.ts';
import { prepareTextPart, type TakeTexts, type TextPart } from './texts.ts';
import { MAX_MISMATCHES, prepareBody } from './validate.ts';

/** A mistake of a request, as the problem that answers it has it. */
interface InputError extends Mismatch {
  readonly in: RequestPart;
}

/** Looks at a request before the endpoint sees it. */
export interface RequestCheck {
  /** The body must be in memory. */
  readonly readsBody: boolean;
  /**
   * Leaves the values of texts on the exchange.
   *
   * @throws BackworksError BW6050, BW6051, BW6052, BW6053 or BW6007
   */
  run(exchange: HttpExchange): void;
}

type BodyCheck = (exchange: HttpExchange) => readonly Mismatch[];

/** Of a larger body only the first mistake is found; in bytes. */
const LARGE = 64 * 1024;

const TEXT_PARTS = ['params', 'query', 'headers'] as const;

/** Prepares `request:`; its schemas are known to be sound. */
export async function prepareRequestCheck(
  schemas: NonNullable<ResolvedEndpoint['request']>,
): Promise<RequestCheck> {
  const texts: (readonly [TextPart, TakeTexts])[] = [];
  for (const part of TEXT_PARTS) {
    const bundle = schemas[part];
    if (bundle !== undefined) texts.push([part, await prepareTextPart(part, bundle)]);
  }
  const body = schemas.body === undefined ? undefined : await prepareBodyCheck(schemas.body);
  return {
    readsBody: body !== undefined,
    run(exchange) {
      const errors: InputError[] = [];
      const input: Partial<Record<TextPart, Record<string, unknown>>> = {};
      for (const [part, take] of texts) {
        const { values, mismatches } = take(exchange);
        input[part] = values;
        errors.push(...mismatches.map((mismatch) => ({ in: part, ...mismatch })));
      }
      errors.push(...(body?.(exchange) ?? []).map((mismatch) => ({ in: 'body' as const, ...mismatch })));
      if (errors.length > 0) throw refusal(errors, exchange, body !== undefined);
      exchange.input = input;
    },
  };
}

/** Methods whose requests have no body that means anything (RFC 9110, section 9.3). */
const BODILESS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

async function prepareBodyCheck(bundle: SchemaBundle): Promise<BodyCheck> {
  const reader = new SchemaReader(bundle);
  const validate = await prepareBody(bundle, LARGE);
  let takesNothing: boolean | undefined;
  return ({ received, method, headers }) => {
    if (received.bytes.length === 0) {
      if (BODILESS.has(method)) return [];
      takesNothing ??= validate(null, 0).length === 0;
      return takesNothing ? [] : [{ pointer: '', message: 'is required' }];
    }
    if (received.kind === 'binary') {
      throw unknownType(headers['content-type']);
    }
    received.pickFields((name) => reader.takesList(name));
    return validate(received.value, received.bytes.length);
  };
}

/** A media type that means something is shorter. */
const LONGEST_TYPE = 100;

function unknownType(contentType = ''): BackworksError {
  const essence = printable(readMediaType(contentType).essence).slice(0, LONGEST_TYPE);
  const message =
    essence === ''
      ? 'the request body has no Content-Type that says how to decode it'
      : `the request body is of the type ${essence}, which is not decoded here`;
  return new BackworksError('BW6051', message);
}

const WHOLES: Readonly<Record<RequestPart, string>> = {
  params: 'the path',
  query: 'the query',
  headers: 'the headers',
  body: 'the body',
};

const KINDS: Readonly<Partial<Record<BodyKind, string>>> = {
  form: 'a form',
  multipart: 'a multipart form',
  text: 'text',
};

/** `the body must be an object`, `in the query, /page must be an integer` */
function sayFirst({ in: part, ...mismatch }: InputError): string {
  return `${mismatch.pointer === '' ? '' : `in ${WHOLES[part]}, `}${sayMismatch(mismatch, WHOLES[part])}`;
}

function refusal(errors: readonly InputError[], { received }: HttpExchange, isBody: boolean): BackworksError {
  const shown = errors.slice(0, MAX_MISMATCHES);
  const first = errors.slice(0, 1).map(sayFirst).join('');
  const more = errors.length > 1 ? `, and ${errors.length - 1} more` : '';
  const message = `the request does not match its schema: ${first}${more}`;
  const kind = isBody && errors.some((error) => error.in === 'body') ? KINDS[received.kind] : undefined;
  const hint =
    kind && received.sent.length > 0 ? `The body was read as ${kind}: its Content-Type says so.` : undefined;
  return new BackworksError('BW6050', message, { members: { errors: shown }, ...(hint && { hint }) });
}
