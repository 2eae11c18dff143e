import type { ErrorShape } from './frames.ts';

/** Characters of a message or a stack that travel. */
const LONGEST = 32_768;

/** What the other side threw, with its name, message, stack and code. */
export class RemoteError extends Error {
  readonly code: string | undefined;

  constructor({ name, message, stack, code }: ErrorShape) {
    super(message);
    this.name = name;
    // Where the other side threw it says more than where a frame was read.
    this.stack = stack ?? `${name}: ${message}`;
    this.code = code;
  }
}

/** Anything that was thrown, as it travels. It never throws itself, whatever getters an error has. */
export function errorShape(thrown: unknown): ErrorShape {
  try {
    if (!(thrown instanceof Error)) return { name: 'Error', message: cut(String(thrown)) };
    const { name, message, stack } = thrown;
    const code = (thrown as { code?: unknown }).code;
    return {
      name: cut(String(name)),
      message: cut(String(message)),
      ...(typeof stack === 'string' && { stack: cut(stack) }),
      ...((typeof code === 'string' || typeof code === 'number') && { code: cut(String(code)) }),
    };
  } catch {
    // An object whose own code throws while it is looked at: all there is to say.
    return { name: 'Error', message: 'something was thrown that cannot be read' };
  }
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
