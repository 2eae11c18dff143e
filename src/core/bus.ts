import type { BackworksEvent, Bus, Subscriber } from '../contracts/events.ts';

/** A bus that hands each event to its subscribers in turn, in the caller's own turn. */
export function createBus(): Bus {
  return new EventBus();
}

class EventBus implements Bus {
  wanted = false;
  #subscribers: readonly Subscriber[] = [];

  /** A subscriber that throws is the subscriber's own mistake: it is warned about, the others go on. */
  publish(event: BackworksEvent): void {
    for (const subscriber of this.#subscribers) {
      try {
        subscriber(event);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error), { code: 'BACKWORKS_SUBSCRIBER' });
      }
    }
  }

  subscribe(subscriber: Subscriber): () => void {
    const entry: Subscriber = (event) => subscriber(event);
    this.#replace([...this.#subscribers, entry]);
    return () => this.#replace(this.#subscribers.filter((other) => other !== entry));
  }

  #replace(subscribers: readonly Subscriber[]): void {
    this.#subscribers = subscribers;
    this.wanted = subscribers.length > 0;
  }
}
