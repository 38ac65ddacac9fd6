import { BlockList, isIP } from 'node:net';

/** Addresses, or networks as `10.0.0.0/8`, whose word on a client's address is taken. */
export class TrustedProxies {
  readonly #list = new BlockList();

  /** @throws Error that names everything that is no address */
  constructor(networks: readonly string[]) {
    const faults: string[] = [];
    for (const network of networks) {
      const [address = '', bits] = network.split('/');
      const version = isIP(address);
      const most = version === 6 ? 128 : 32;
      const isLength = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
      if (version === 0 || !isLength) faults.push(network);
      else this.#list.addSubnet(address, Number(bits ?? most), `ipv${version as 4 | 6}`);
    }
    if (faults.length > 0) {
      throw new Error(`expected addresses or networks as 10.0.0.0/8, got ${faults.join(', ')}`);
    }
  }

  /**
   * Who asks: the nearest of `X-Forwarded-For` that is no trusted proxy, if the connection itself comes
   * from one; otherwise the connection's own address, whatever the header says.
   */
  clientOf(connection: string, forwarded: string | undefined): string {
    let client = connection;
    for (const next of (forwarded ?? '').split(',').toReversed()) {
      if (!this.#has(client)) return client;
      const address = next.trim();
      if (isIP(address) === 0) return client;
      client = address;
    }
    return client;
  }

  #has(address: string): boolean {
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
    const version = isIP(plain);
    return version !== 0 && this.#list.check(plain, version === 6 ? 'ipv6' : 'ipv4');
  }
}
