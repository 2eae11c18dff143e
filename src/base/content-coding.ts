import { qualityOf, readChoices } from './quality.ts';

const COMPRESSIBLE =
  /^(?:text\/(?!event-stream)|application\/(?:[\w.-]+\+)?(?:json|xml|javascript|wasm|x-ndjson)\b|image\/svg|font\/[ot]tf)/i;

/** Whether content of this type becomes much smaller. Streams of events never count: each must go out at once. */
export function isCompressible(contentType: string): boolean {
  return COMPRESSIBLE.test(contentType);
}

/**
 * The codings an Accept-Encoding field takes (RFC 9110, section 12.5.3) and does not like less than none,
 * the one it likes best first.
 *
 * @param codings the ones there are; among those liked alike their order counts
 */
export function wantedCodings<Coding extends string>(
  acceptEncoding: string,
  codings: readonly Coding[],
): readonly Coding[] {
  const choices = readChoices(acceptEncoding);
  const plain = choices.find(({ name }) => name === 'identity')?.quality ?? 0;
  return codings
    .map((name) => ({ name, quality: qualityOf(choices, name) }))
    .filter(({ quality }) => quality > 0 && quality >= plain)
    .sort((a, b) => b.quality - a.quality)
    .map(({ name }) => name);
}
