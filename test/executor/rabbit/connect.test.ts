import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rabbitmq } from './available.ts';
import { Broker } from './broker.ts';
import { openDriver, publish, until } from './open-driver.ts';

describe.skipIf(!rabbitmq.available)('connecting to RabbitMQ', () => {
  let broker: Broker;
  let folder: string;
  const file = (name: string) => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'crossplan-tls-'));
    await certificates(folder);
    const tls = { ca: file('ca.pem'), cert: file('server.pem'), key: file('server.key') };
    broker = await Broker.start({ tls: { ...tls, requireClientCertificate: true } });
    await broker.addVhost('a/b %');
    await broker.addUser('us:er', 'p@ss/w%rd,?', 'a/b %');
  });
  afterAll(async () => {
    await broker.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** One publication over a URL, in three attempts; the events too if it fails. */
  async function tryOut(url: string, options: Record<string, unknown> = {}) {
    const { driver, events } = openDriver(url, options);
    try {
      await publish(driver, { exchange: '', routingKey: 'nobody', message: {}, retry: 2 });
      return { error: undefined, events };
    } catch (error) {
      return { error, events };
    } finally {
      await driver.close();
    }
  }

  test.each(['rabbit', 'kombu', 'amqp'])('%s:// is this driver', async (scheme) => {
    const url = broker.url().replace('rabbit', scheme);
    expect((await tryOut(url)).error).toBeUndefined();
  });

  test('user, password and virtual host are percent-decoded', async () => {
    const credentials = `${encodeURIComponent('us:er')}:${encodeURIComponent('p@ss/w%rd,?')}`;
    const url = broker.url(encodeURIComponent('a/b %'), '', credentials);
    expect((await tryOut(url)).error).toBeUndefined();
  });

  test('an IPv6 address stands in brackets', async () => {
    const url = `rabbit://guest:guest@[::ffff:127.0.0.1]:${broker.port}//`;
    expect((await tryOut(url)).error).toBeUndefined();
  });

  test.each(['PLAIN', 'AMQPLAIN'])('it logs in by %s', async (mechanism) => {
    const url = broker.url('', `rabbit_login_method=${mechanism}`);
    expect((await tryOut(url)).error).toBeUndefined();
  });

  test('a host that is down is passed over, one without credentials uses those before it', async () => {
    const url = `rabbit://guest:guest@127.0.0.1:9,${broker.address},127.0.0.1:8/`;
    const { error, events } = await tryOut(url);
    expect(error).toBeUndefined();
    expect(events).toContainEqual({ type: 'connected', host: broker.address, purpose: 'main' });
  });

  test('a wrong password is said to be one, and is in no error, event or log', async () => {
    const url = broker.url('', '', 'guest:not-the-s3cret');
    const { error, events } = await tryOut(url);
    expect(String(error)).toContain('ACCESS_REFUSED');
    const told = inspect([error, events], { depth: 20, showHidden: true });
    expect(told).not.toContain('not-the-s3cret');
    expect(events.filter((event) => event.type === 'disconnected').length).toBeGreaterThan(1);
  });

  test('an unknown virtual host is said to be one', async () => {
    const { error } = await tryOut(broker.url('nowhere'));
    expect(String(error)).toContain("refused virtual host 'nowhere'");
  });

  test('the connection has a name that says whose it is', async () => {
    const { driver } = openDriver(broker.url(), { connection_name: 'nova-api' });
    await publish(driver, { exchange: '', routingKey: 'nobody', message: {} });
    const names = JSON.stringify(await broker.connections());
    expect(names).toMatch(
      new RegExp(`nova-api:${process.pid}:[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}`),
    );
    await driver.close();
  });

  test('a broker that is silent counts as dead, and is met again when it speaks', async () => {
    const { driver, events } = openDriver(broker.url('', 'heartbeat=1'), { connect_timeout: 1 });
    const message = { exchange: '', routingKey: 'nobody', message: {} };
    await publish(driver, message);
    await broker.freeze(true);
    try {
      await until('the news', () => events.some((event) => event.type === 'disconnected'));
    } finally {
      await broker.freeze(false);
    }
    expect(inspect(events.find((event) => event.type === 'disconnected'))).toContain('Heartbeat');
    await publish(driver, message);
    await driver.close();
  });

  describe('by TLS', () => {
    const secure = () => `rabbit://guest:guest@127.0.0.1:${broker.tlsPort}/`;
    const trusted = () => ({
      ssl: true,
      ssl_ca_file: file('ca.pem'),
      ssl_cert_file: file('client.pem'),
      ssl_key_file: file('client.key'),
    });

    test('it connects with the CA and a client certificate', async () => {
      const { driver } = openDriver(secure(), trusted());
      await publish(driver, { exchange: '', routingKey: 'nobody', message: {} });
      expect((await broker.connections()).some((connection) => connection.ssl)).toBe(true);
      await driver.close();
    });

    test('the options may stand in the URL, and amqps needs none to say so', async () => {
      const { ssl, ...files } = trusted();
      expect(ssl).toBe(true);
      const query = new URLSearchParams(files).toString();
      expect((await tryOut(`${secure()}?ssl=1&${query}`)).error).toBeUndefined();
      const amqps = secure().replace('rabbit', 'amqps');
      expect((await tryOut(`${amqps}?${query}`)).error).toBeUndefined();
    });

    test('a certificate of another CA is refused, unless told not to look', async () => {
      const other = { ...trusted(), ssl_ca_file: file('other-ca.pem') };
      const { error } = await tryOut(secure(), other);
      expect(String(error)).toMatch(/certificate/);
      const careless = { ...other, ssl_verify: false };
      expect((await tryOut(secure(), careless)).error).toBeUndefined();
    });

    test('a certificate that names another host is refused', async () => {
      const named = { ...trusted(), ssl_server_name: 'elsewhere.example' };
      const { error } = await tryOut(secure(), named);
      expect(String(error)).toMatch(/elsewhere\.example/);
    });

    test('a broker that wants a client certificate takes none without', async () => {
      const { ssl, ssl_ca_file } = trusted();
      const { error } = await tryOut(secure(), { ssl, ssl_ca_file });
      expect(String(error)).toMatch(/not confirmed after 3 attempts/);
    });

    test('a file that is missing is named, with its option', async () => {
      const { error } = await tryOut(secure(), { ...trusted(), ssl_ca_file: '/no/ca.pem' });
      expect(String(error)).toContain('ssl_ca_file: cannot read /no/ca.pem');
    });

    test('TLS towards a port that speaks none fails within the time given', async () => {
      const { error } = await tryOut(broker.url(), { ...trusted(), connect_timeout: 1 });
      expect(String(error)).toMatch(/not confirmed after 3 attempts/);
    });
  });
});

/** A CA, a server's certificate for 127.0.0.1, a client's, and a CA that signed nothing. */
async function certificates(folder: string): Promise<void> {
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe', timeout: 120_000 });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  for (const ca of ['ca', 'other-ca']) {
    openssl(
      ...['req', '-x509', ...key, '-days', '2', '-subj', `/CN=${ca}`],
      ...['-keyout', `${ca}.key`, '-out', `${ca}.pem`],
    );
  }
  await writeFile(join(folder, 'server.ext'), 'subjectAltName=IP:127.0.0.1,DNS:localhost\n');
  await writeFile(join(folder, 'client.ext'), 'extendedKeyUsage=clientAuth\n');
  for (const name of ['server', 'client']) {
    openssl(
      ...['req', ...key, '-subj', `/CN=${name}`],
      ...['-keyout', `${name}.key`, '-out', `${name}.csr`],
    );
    openssl(
      ...['x509', '-req', '-in', `${name}.csr`, '-days', '2', '-CA', 'ca.pem', '-CAkey', 'ca.key'],
      ...['-CAcreateserial', '-extfile', `${name}.ext`, '-out', `${name}.pem`],
    );
  }
}
