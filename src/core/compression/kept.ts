import type { FixedBody } from '../../contracts/mode.ts';
import type { Codec } from './codecs.ts';

/** Bytes of a fixed body that are compressed at once: in 2 ms, which only the first client of a kind waits for. */
export const LONGEST_KEPT = 256 * 1024;

/**
 * Compressed forms of fixed bodies, one for each coding that a client liked, and none that is longer than the
 * body: they take no more memory than a few copies of what is in memory anyway, and go with it.
 */
const kept = new WeakMap<FixedBody, Map<Codec, Buffer | undefined>>();

/** @returns the compressed bytes; undefined when they are no fewer */
export function pack(codec: Codec, content: Buffer): Buffer | undefined {
  const packed = codec.whole(content);
  return packed.length < content.length ? packed : undefined;
}

/** The same, made once for each fixed body. */
export function packOnce(codec: Codec, fixed: FixedBody, contentOf: () => Buffer): Buffer | undefined {
  let forms = kept.get(fixed);
  if (forms === undefined) {
    forms = new Map();
    kept.set(fixed, forms);
  }
  if (!forms.has(codec)) forms.set(codec, pack(codec, contentOf()));
  return forms.get(codec);
}
