/** A network in the notation of RFC 4632, section 3.1; without `bits`, a single address. */
export interface IpNetwork {
  readonly address: string;
  readonly bits: number | undefined;
  readonly version: 4 | 6;
}

/** Names for networks that are the same everywhere. */
export const NAMED_NETWORKS: Readonly<Record<string, readonly string[]>> = {
  /** This machine (RFC 1122, section 3.2.1.3; RFC 4291, section 2.5.3). */
  loopback: ['127.0.0.0/8', '::1'],
  /** What the internet does not reach (RFC 1918, RFC 4193). */
  private: ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7'],
};

/** Reads an address such as `::1` or a network such as `10.0.0.0/8`; undefined for anything else. */
export function parseNetwork(text: string): IpNetwork | undefined {
  // Loaded here: sockets take long to load for those who only check a file.
  const { isIP } = process.getBuiltinModule('node:net');
  const [, address = '', bits] = /^([^/%]*)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  if (version === 0) return undefined;
  if (bits === undefined) return { address, bits, version: version === 4 ? 4 : 6 };
  if (Number(bits) > (version === 4 ? 32 : 128)) return undefined;
  return { address, bits: Number(bits), version: version === 4 ? 4 : 6 };
}
