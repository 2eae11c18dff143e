import { bodyKindOf, decodeJson } from '../../base/decode-body.ts';
import type { ResponseSettings } from '../../contracts/config.ts';
import type { EndpointInfo } from '../../contracts/endpoint.ts';
import type { Bus } from '../../contracts/events.ts';
import type { Exchange } from '../../contracts/exchange.ts';
import type { Sink } from '../../contracts/sink.ts';
import { prepareBody } from '../input/validate.ts';
import { type AnswerRules, sayAll } from './answer-rules.ts';
import { CheckedSink } from './checked-sink.ts';

/** Looks at the answers of one endpoint on their way out. */
export interface ResponseCheck {
  /** The sink, behind the check. */
  wrap(exchange: Exchange, sink: Sink, limit: number, bus: Bus): Sink;
}

/** Of a larger body only the first mistake is found; in bytes. */
const LARGE = 64 * 1024;

/** Prepares `response:`; its schema is known to be sound. */
export async function prepareResponseCheck(
  { schema, validate: action }: ResponseSettings,
  endpoint: EndpointInfo,
): Promise<ResponseCheck> {
  const validate = await prepareBody(schema, LARGE);
  const skipped = new Set<string>();
  const name = `${endpoint.key} (${endpoint.file}:${endpoint.line})`;
  return {
    wrap(exchange, sink, limit, bus) {
      const log = (level: 'warn' | 'info', message: string) => {
        if (bus.wanted) bus.publish({ type: 'log', level, message });
      };
      const rules: AnswerRules = {
        fails: action === 'fail',
        validate: (body, contentType) => validate(decode(body, contentType), body.length),
        skip(reason) {
          if (skipped.has(reason)) return;
          skipped.add(reason);
          log('info', `${name}: answers ${reason} are not checked against response.schema`);
        },
        report: (mismatches) => log('warn', `${name}: ${sayAll(mismatches)}`),
      };
      return new CheckedSink(exchange, sink, limit, rules);
    },
  };
}

function decode(body: Buffer, contentType: string | undefined): unknown {
  return bodyKindOf(contentType) === 'json' ? decodeJson(body) : body.toString('utf8');
}
