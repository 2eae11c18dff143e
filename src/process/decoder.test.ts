import { describe, expect, it } from 'vitest';
import { Decoder } from './decoder.ts';
import { type Frame, writeHead } from './frames.ts';

const LIMITS = { maxHead: 1_048_576, maxPayload: 1_048_576 };

function decode(chunks: readonly (string | Buffer)[], limits = LIMITS) {
  const frames: { frame: Frame; payload: string | undefined; size: number }[] = [];
  const decoder = new Decoder(limits, (frame, payload, size) => {
    frames.push({ frame, payload: payload?.toString('latin1'), size });
  });
  for (const chunk of chunks) decoder.push(Buffer.from(chunk as string));
  return { frames, decoder };
}

const CALL = '{"t":"call","i":2,"m":"größe","p":{"a":"é\\n"},"n":5}\n';
const BYTES = Buffer.concat([Buffer.from(`${CALL}a\nb{c{"t":"end","i":2}\n`)]);
const EXPECTED = [
  {
    frame: { t: 'call', i: 2, m: 'größe', p: { a: 'é\n' }, n: 5 },
    payload: 'a\nb{c',
    size: Buffer.byteLength(CALL) + 5,
  },
  { frame: { t: 'end', i: 2 }, payload: undefined, size: 18 },
];

describe('the decoder', () => {
  it('cuts frames out of one chunk', () => {
    expect(decode([BYTES]).frames).toEqual(EXPECTED);
  });

  it('cuts the same frames, wherever the chunks end', () => {
    for (let at = 0; at <= BYTES.length; at++) {
      expect(decode([BYTES.subarray(0, at), BYTES.subarray(at)]).frames).toEqual(EXPECTED);
    }
  });

  it('takes bytes one by one', () => {
    expect(decode([...BYTES].map((byte) => Buffer.from([byte]))).frames).toEqual(EXPECTED);
  });

  it('takes a head and a payload as long as allowed in bytes of their own, in linear time', () => {
    const head = writeHead({ t: 'note', m: 'x'.repeat(300_000), n: 300_000 });
    const bytes = Buffer.from(head + 'y'.repeat(300_000));
    const { frames } = decode(Array.from(bytes, (_byte, at) => bytes.subarray(at, at + 1)));
    expect(frames[0]?.payload).toHaveLength(300_000);
  });

  it('knows whether it stands inside of a frame', () => {
    expect(decode([CALL]).decoder.isInsideFrame).toBe(true);
    expect(decode([CALL.slice(0, 8)]).decoder.isInsideFrame).toBe(true);
    expect(decode([BYTES]).decoder.isInsideFrame).toBe(false);
  });

  it('gives an empty payload when there is one of no bytes', () => {
    expect(decode(['{"t":"data","i":0,"n":0}\n']).frames[0]?.payload).toBe('');
  });

  it('keeps few bytes alive on behalf of a short payload', () => {
    const chunk = Buffer.alloc(65_536, 'x');
    chunk.write('{"t":"data","i":0,"n":100}\n');
    let kept: Buffer | undefined;
    const decoder = new Decoder(LIMITS, (_frame, payload) => {
      kept ??= payload;
      decoder.stop();
    });
    decoder.push(chunk);
    expect(kept?.buffer).not.toBe(chunk.buffer);
  });

  it.each([
    ['{"t":"call"\n', /a head is not JSON/],
    ['\n', /a head is not JSON/],
    [Buffer.from([0xff, 0xfe, 0x0a]), /a head is not JSON/],
    ['null\n', /not a JSON object/],
    ['[1]\n', /no frame of type undefined/],
    ['{"t":"nap"}\n', /no frame of type "nap"/],
    ['{"t":"constructor"}\n', /no frame of type "constructor"/],
    ['{"t":7}\n', /no frame of type 7/],
    ['{"t":"call","m":"x"}\n', /a call frame has i undefined/],
    ['{"t":"call","i":-1,"m":"x"}\n', /a call frame has i -1/],
    ['{"t":"call","i":0.5,"m":"x"}\n', /a call frame has i 0.5/],
    ['{"t":"call","i":1,"m":5}\n', /a call frame has m 5/],
    ['{"t":"call","i":1,"m":"x","n":-1}\n', /a call frame has n -1/],
    ['{"t":"data","i":1}\n', /a data frame has n undefined/],
    ['{"t":"data","i":1,"n":1e300}\n', /a data frame has n 1e\+300/],
    ['{"t":"data","i":1,"n":1048577}\n', /a payload has 1048577 bytes, more than 1048576/],
    ['{"t":"credit","i":1,"b":0}\n', /a credit frame has b 0/],
    ['{"t":"err","i":1,"e":"x"}\n', /an? err frame has e "x"/],
    ['{"t":"err","i":1,"e":{"name":"a"}}\n', /an? err frame has e/],
    ['{"t":"err","i":1,"e":{"name":"a","message":"b","code":5}}\n', /an? err frame has e/],
    ['{"t":"hello","v":"1"}\n', /a hello frame has v "1"/],
    ['x'.repeat(1_048_577), /a head has more than 1048576 bytes/],
  ])('refuses %j', (bytes, reason) => {
    expect(() => decode([bytes])).toThrow(reason);
    expect(() => decode([bytes])).toThrow(expect.objectContaining({ name: 'ProtocolError' }));
  });

  it('refuses a head without an end before it has it all', () => {
    const { decoder } = decode([]);
    const piece = Buffer.alloc(65_536, 'x');
    const flood = () => {
      for (let count = 0; count < 17; count++) decoder.push(piece);
    };
    expect(flood).toThrow(/a head has more than/);
  });
});
