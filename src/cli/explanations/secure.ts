import { block, type CodesOf, type Explanation } from './explanation.ts';

const shop = block`
  endpoints:
    GET /users: { mock: { body: [] } }
`;

const ownFiles = `server: { tls: { cert: cert.pem, key: key.pem } }\n${shop}`;

const made = `server: { tls: auto }\n${shop}`;

/** Of nobody: it was made for these pages. */
const key = block`
  -----BEGIN PRIVATE KEY-----
  MC4CAQAwBQYDK2VwBCIEIDDQ4Wl3syKdIXuTJIudo9ZMv3gBafMFSQluLOCsmXnm
  -----END PRIVATE KEY-----
`;

const otherKey = block`
  -----BEGIN PRIVATE KEY-----
  MC4CAQAwBQYDK2VwBCIEIG8USJ0dL6zrU8YqkvA6AzX/0G6cEewh0+wQSdMvrSJR
  -----END PRIVATE KEY-----
`;

const expired = block`
  -----BEGIN CERTIFICATE-----
  MIHPMIGCAgEBMAUGAytlcDAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwHhcNMjAwMTAx
  MDAwMDAwWhcNMjEwMTAxMDAwMDAwWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwKjAF
  BgMrZXADIQBVLcpauYi0MF1Sn63m1W83K5oyEIQ06wlq/zJY9wGHZDAFBgMrZXAD
  QQBi4Qai1kTYakffyYK8ixrA9PIlcid383Qhxjqfq50gbIz1GmDKF1QgFxKhyjyQ
  ND4PzX8DyTAhcGS60hewyFkC
  -----END CERTIFICATE-----
`;

const valid = block`
  -----BEGIN CERTIFICATE-----
  MIHRMIGEAgECMAUGAytlcDAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwIBcNMjUwMTAx
  MDAwMDAwWhgPMjA5OTEyMzEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDAq
  MAUGAytlcAMhAFUtylq5iLQwXVKfrebVbzcrmjIQhDTrCWr/Mlj3AYdkMAUGAytl
  cANBAI+quI+b2x5LtXbsIvPsAQ1ZhC56vu846/HvEs+9l2wpMaq9N8p44qQybftS
  ohwO2SOsGbaoDI4DTvS6946vgw0=
  -----END CERTIFICATE-----
`;

/** BW332x, BW607x and BW702x: TLS, and clients that stop reading. */
export const secure = {
  BW3321: {
    text: 'TLS shows clients a certificate, and this file has none that it can show. A certificate in PEM is a block of text between two lines with BEGIN CERTIFICATE and END CERTIFICATE; files that end in .der or .p12 are in other forms, which openssl converts. Also refused is what TLS finds too weak, such as a key of 512 bits. For work on this machine write `tls: auto`: then one is made. A file that a proxy names with `tls.ca` must hold certificates in PEM, too: with anything else in it no target would be trusted.',
    bad: { config: ownFiles, files: { 'cert.pem': 'a note about certificates\n', 'key.pem': key } },
    good: { config: made },
  },
  BW3322: {
    text: 'The file should hold the private key that belongs to the certificate, as PEM: a block of text whose first line has BEGIN and PRIVATE KEY. Keys with a passphrase are not taken, because a server starts when nobody is there to type it. Write one without a passphrase, and let only the user read it who runs the server.',
    bad: { config: ownFiles, files: { 'cert.pem': valid, 'key.pem': 'a note about keys\n' } },
    good: { config: made },
  },
  BW3323: {
    text: 'Certificate and key are made together, and these two are not a pair: the server could not prove that the certificate is its own. Perhaps one of the two files was renewed and the other was not. Name the key that the certificate was made with, or make both again.',
    bad: { config: ownFiles, files: { 'cert.pem': valid, 'key.pem': otherKey } },
    good: { config: ownFiles, files: { 'cert.pem': valid, 'key.pem': key } },
  },
  BW3324: {
    text: 'A certificate counts between two dates, and today is not between them. The server shows it all the same, but clients refuse it. Renew the certificate; a running server takes up the new file by itself, without a restart.',
    bad: { config: ownFiles, files: { 'cert.pem': expired, 'key.pem': key } },
    good: { config: ownFiles, files: { 'cert.pem': valid, 'key.pem': key } },
  },
  BW3325: {
    text: 'With `tls: auto` the key of the certificate is kept beside the configuration, and was made so that only its owner reads it. By now the file may be read or written by its group or by everybody, as happens when a folder is copied, unpacked or shared. Whoever has the key can pass for this server to every client that trusts its certificate. The server uses it all the same. Take the rights away again; if somebody may have read it, remove the folder `.backworks/tls` instead, and the next start makes another key.',
    bad: {
      config: made,
      when: 'everybody may read .backworks/tls/key.pem',
    },
    good: { config: made },
  },
  BW6070: {
    text: 'The client asked for something and then stopped reading it. What was written for it would fill memory for as long as it liked, so the connection is cut when for `server.timeout` none of it was taken. Only the log says so: on that connection nothing more arrives. A slow client is no problem as long as it takes some of the answer now and then.',
    bad: {
      config: shop,
      request: 'GET /users HTTP/1.1\nHost: 127.0.0.1:4000\n',
      status: 408,
      when: 'the answer is large and the client does not read it',
    },
    good: { config: shop, request: 'GET /users HTTP/1.1\nHost: 127.0.0.1:4000\n', status: 200 },
  },
  BW7020: {
    text: 'With `tls: auto` a certificate is made at the first start, by the package node-forge. It is optional, and this installation does not have it, mostly because optional packages were left out. Install it, or name a certificate and a key of your own.',
    bad: {
      command: 'backworks start --port 0',
      files: { 'backworks.yaml': made },
      when: 'node-forge is not installed',
    },
    good: { command: 'backworks start --port 0', files: { 'backworks.yaml': shop } },
  },
  BW7021: {
    text: 'The certificate that `tls: auto` makes is kept in `.backworks/tls/` beside the configuration, so that a client who trusts it once trusts it the next time. That folder cannot be written. Make it writable, or name a certificate and a key of your own.',
    bad: {
      command: 'backworks start --port 0',
      files: { 'backworks.yaml': made },
      when: 'the folder of backworks.yaml may not be written',
    },
    good: { command: 'backworks start --port 0', files: { 'backworks.yaml': shop } },
  },
  BW7022: {
    text: 'Certificate and key were checked and then read once more, and in between they changed or went away. Somebody is just replacing them. A running server goes on with the ones it has and looks again after the next change; a start ends, so start again.',
    bad: {
      command: 'backworks start --port 0',
      files: { 'backworks.yaml': ownFiles, 'cert.pem': valid, 'key.pem': key },
      when: 'both files are replaced in the same moment',
    },
    good: { command: 'backworks start --port 0', files: { 'backworks.yaml': shop } },
  },
} as const satisfies Readonly<Record<CodesOf<'BW332'> | CodesOf<'BW607'> | CodesOf<'BW702'>, Explanation>>;
