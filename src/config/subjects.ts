import type { Path } from '../base/json-pointer.ts';
import type { Layer } from './document.ts';
import { locate, namesIn } from './nodes.ts';

/**
 * The layers of a configuration by what they have something about: a top-level key, or one thing below it such
 * as an endpoint. Every layer is read once: asking each of a thousand files for each of their endpoints would
 * be a million questions.
 */
export class SubjectIndex {
  readonly #top = new Map<string, Layer[]>();
  readonly #below = new Map<string, Map<string, Layer[]>>();

  constructor(layers: readonly Layer[]) {
    for (const layer of layers) {
      for (const name of new Set(namesIn(layer.root))) this.#add(name, layer);
    }
  }

  #add(name: string, layer: Layer): void {
    append(this.#top, name, layer);
    const below = this.#below.get(name) ?? new Map<string, Layer[]>();
    this.#below.set(name, below);
    for (const one of new Set(namesIn(locate(layer.root, [name]).node))) append(below, one, layer);
  }

  /** The strongest first; undefined when no layer has anything about the subject of a path. */
  layersWith([section, subject]: Path): readonly Layer[] | undefined {
    if (section === undefined) return undefined;
    const name = String(section);
    return subject === undefined ? this.#top.get(name) : this.#below.get(name)?.get(String(subject));
  }
}

function append(index: Map<string, Layer[]>, name: string, layer: Layer): void {
  const layers = index.get(name);
  if (layers === undefined) index.set(name, [layer]);
  else layers.push(layer);
}
