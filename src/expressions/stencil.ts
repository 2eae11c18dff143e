import type { CompiledExpression } from './expression.ts';
import { toFailure } from './failure.ts';
import type { RequestContext } from './request-context.ts';

/** A hole in the text and what follows it. */
interface Hole {
  readonly expression: CompiledExpression;
  readonly write: (value: unknown) => string;
  readonly after: string;
}

/** Text with holes: everything that is the same for each exchange is joined and encoded once. */
export class Stencil {
  readonly #head: string;
  readonly #holes: readonly Hole[];

  constructor(head: string, holes: readonly Hole[]) {
    this.#head = head;
    this.#holes = holes;
  }

  /** The whole text when there are no holes. */
  get fixed(): string | undefined {
    return this.#holes.length === 0 ? this.#head : undefined;
  }

  /** @throws BackworksError BW4xxx */
  fill(context: RequestContext): string {
    let text = this.#head;
    for (const { expression, write, after } of this.#holes) {
      const value = expression.evaluateIn(context);
      try {
        text += write(value) + after;
      } catch (error) {
        throw toFailure(error, expression.text);
      }
    }
    return text;
  }
}

export class StencilBuilder {
  #pending = '';
  readonly #pieces: string[] = [];
  readonly #holes: Omit<Hole, 'after'>[] = [];

  add(text: string): void {
    this.#pending += text;
  }

  addHole(expression: CompiledExpression, write: (value: unknown) => string): void {
    this.#pieces.push(this.#pending);
    this.#pending = '';
    this.#holes.push({ expression, write });
  }

  build(): Stencil {
    const [head = '', ...afters] = [...this.#pieces, this.#pending];
    const holes = this.#holes.map((hole, index) => ({ ...hole, after: afters[index] ?? '' }));
    return new Stencil(head, holes);
  }
}
