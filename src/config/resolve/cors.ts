import { writeScalar } from '../../base/yaml-text.ts';
import type { ConfigDocument } from '../document.ts';
import { asGuess, removeKey, replaceValue } from '../edits.ts';
import type { Problem } from '../problem.ts';
import type { ServerText } from '../schema/server.ts';

const PATH = ['server', 'cors'] as const;

/** Finds settings that no browser honours (https://fetch.spec.whatwg.org/#http-cors-protocol). */
export function checkCors(server: ServerText | undefined, document: ConfigDocument): Problem[] {
  const cors = server?.cors;
  if (typeof cors !== 'object') return [];
  const origins = cors.origins ?? [];
  const everyone = origins.indexOf('*');
  const problems = origins.flatMap((origin, index) => checkOrigin(origin, index, document));
  if (everyone !== -1 && origins.length > 1) {
    const path = [...PATH, 'origins'];
    problems.push(
      document.problem(
        'BW3013',
        'the origin `*` allows all others, so it stands alone',
        [...path, everyone],
        {
          edits: asGuess(replaceValue(document, path, '["*"]', 'keep `*` only')),
        },
      ),
    );
  }
  if (everyone !== -1 && cors.credentials === true) {
    const path = [...PATH, 'credentials'];
    problems.push(
      document.problem('BW3013', 'browsers send no credentials to an API that allows every origin', path, {
        hint: 'name the origins that may send credentials',
        edits: asGuess(removeKey(document, path, 'remove `credentials`')),
      }),
    );
  }
  return problems;
}

/** Hosts of this machine, where servers rarely have a certificate. */
const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?=[:/]|$)/i;

/** An origin is a scheme, a host and maybe a port (RFC 6454, section 6.2), as a browser sends it. */
function checkOrigin(origin: string, index: number, document: ConfigDocument): Problem[] {
  const path = [...PATH, 'origins', index];
  if (origin === '*' || origin === 'null') return [];
  const meant = originOf(origin) ?? withScheme(origin);
  if (meant === origin) return [];
  const isLiteral = document.valueAt(path) === origin;
  return [
    document.problem('BW3013', 'this is not an origin as a browser sends it', path, {
      label: 'expected a scheme and a host, such as https://app.example.com',
      edits:
        meant === undefined || !isLiteral
          ? []
          : replaceValue(document, path, writeScalar(meant), `write \`${meant}\``),
    }),
  ];
}

/** A host without a scheme; what has one and is no URL, such as one with a port of 99999, is mended by nothing. */
function withScheme(origin: string): string | undefined {
  if (origin.includes('//')) return undefined;
  return originOf(`${LOOPBACK.test(origin) ? 'http' : 'https'}://${origin}`);
}

function originOf(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { origin } = new URL(text);
  return origin === 'null' ? undefined : origin;
}
