import { Environment } from '@marcbachmann/cel-js';
import { registerFunctions } from './functions.ts';
import { MAX_NODES } from './limits.ts';
import { NAMES } from './names.ts';
import { NO_TYPED_NAMES, type TypedNames } from './typed-names.ts';

/** Arithmetic on an int and a double gives a double, as numbers from JSON are all doubles. */
const ARITHMETIC: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => a / b,
  '%': (a, b) => a % b,
};

function createEnvironment(typed: TypedNames): Environment {
  const environment = new Environment({
    enableOptionalTypes: true,
    homogeneousAggregateLiterals: false,
    limits: { maxAstNodes: MAX_NODES },
  });
  for (const { name, type, summary } of NAMES) {
    const own = typed.has(name) ? 'map<string, dyn>' : type;
    environment.registerVariable(name, own, { description: summary });
  }
  for (const [operator, apply] of Object.entries(ARITHMETIC)) {
    const mixed = (a: unknown, b: unknown) => apply(Number(a), Number(b));
    environment.registerOperator(`int ${operator} double: double`, mixed);
    environment.registerOperator(`double ${operator} int: double`, mixed);
  }
  environment.registerOperator('double % double: double', (a: number, b: number) => a % b);
  // biome-ignore lint/suspicious/noDoubleEquals: 1n == 1 is what CEL means
  environment.registerOperator('int == double: bool', (a: bigint, b: number) => a == (b as unknown));
  registerFunctions(environment);
  return environment;
}

/** Everything an expression may use: our names and functions beside those of CEL. */
export const celEnvironment = createEnvironment(NO_TYPED_NAMES);

const environments = new Map<string, Environment>();

/** The same where a schema gives some of the texts other types. */
export function celEnvironmentFor(typed: TypedNames): Environment {
  if (typed.size === 0) return celEnvironment;
  const key = [...typed].sort().join();
  const known = environments.get(key) ?? createEnvironment(typed);
  environments.set(key, known);
  return known;
}
