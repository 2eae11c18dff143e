import { BlockList, isIP } from 'node:net';
import { plainAddress } from '../base/ip-address.ts';
import { NAMED_NETWORKS, parseNetwork } from '../base/ip-network.ts';

/** Verdicts that are remembered: looking an address up in the list takes microseconds. */
const MAX_REMEMBERED = 1_000;

/** Proxies whose word about their clients counts. */
export class TrustedProxies {
  readonly #list = new BlockList();
  readonly #verdicts = new Map<string, boolean>();

  /** @param entries addresses, networks and names of networks, all of them checked */
  constructor(entries: readonly string[]) {
    for (const entry of entries.flatMap((one) => NAMED_NETWORKS[one] ?? [one])) {
      const network = parseNetwork(entry);
      if (network === undefined) throw new Error(`"${entry}" is no network`);
      const family = network.version === 6 ? 'ipv6' : 'ipv4';
      if (network.bits === undefined) this.#list.addAddress(network.address, family);
      else this.#list.addSubnet(network.address, network.bits, family);
    }
  }

  has(ip: string): boolean {
    const known = this.#verdicts.get(ip);
    if (known !== undefined) return known;
    const address = plainAddress(ip);
    const version = isIP(address);
    const verdict = version !== 0 && this.#list.check(address, version === 6 ? 'ipv6' : 'ipv4');
    if (this.#verdicts.size >= MAX_REMEMBERED) this.#verdicts.clear();
    this.#verdicts.set(ip, verdict);
    return verdict;
  }
}
