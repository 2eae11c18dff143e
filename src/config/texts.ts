import type { Path } from '../base/json-pointer.ts';
import type { SchemaNode } from './schema/compose.ts';
import { isExtensionKey, type Shape, shapeOf } from './shape.ts';

/** A text of the file, and what the schema says about its place. */
export interface TextPlace {
  readonly text: string;
  /** Only valid during the visit: copy it to keep it. */
  readonly path: Path;
  /** Undefined where the schema leaves everything open. */
  readonly shape: Shape | undefined;
  /** The text may hold templates. */
  readonly template: boolean;
}

/**
 * Visits every text that is more than itself: one with `${`, a bare expression, or the name of a file or folder.
 * Users' own `x-` keys are left out of the result.
 *
 * @param visit gives what takes the text's place
 * @param visitKey sees the path of every key with `${`; copy it to keep it
 * @returns the value with these in place; parts without a change are shared with the given value
 */
export function mapTexts(
  value: unknown,
  schema: SchemaNode,
  visit: (place: TextPlace) => unknown,
  visitKey: (path: Path) => void,
): unknown {
  const path: (string | number)[] = [];

  function walk(part: unknown, shape: Shape | undefined, inTemplate: boolean): unknown {
    if (shape?.jsonSchema === true) return part;
    const template = inTemplate || shape?.template === true;
    if (typeof part === 'string') {
      const isPath = shape?.file !== undefined || shape?.folder === true;
      const isPlain = !isPath && shape?.expression !== true && !part.includes('${');
      return isPlain ? part : visit({ text: part, path, shape, template });
    }
    if (typeof part !== 'object' || part === null) return part;
    return Array.isArray(part) ? walkList(part, shape, template) : walkMapping(part, shape, template);
  }

  function walkList(list: unknown[], shape: Shape | undefined, template: boolean): unknown[] {
    let copy: unknown[] | undefined;
    for (const [index, item] of list.entries()) {
      path.push(index);
      const changed = walk(item, shape?.items, template);
      path.pop();
      if (changed !== item) {
        copy ??= [...list];
        copy[index] = changed;
      }
    }
    return copy ?? list;
  }

  function walkMapping(mapping: object, shape: Shape | undefined, template: boolean): object {
    let copy: object | undefined;
    for (const key of Object.keys(mapping)) {
      if (shape?.extensible === true && isExtensionKey(key)) {
        copy ??= { ...mapping };
        Reflect.deleteProperty(copy, key);
        continue;
      }
      const item: unknown = mapping[key as keyof typeof mapping];
      const next = shape?.property(key);
      // Below a misspelt key anything may be meant: the key is the mistake, a template is none.
      const unknown = next === undefined && shape?.closed === true;
      path.push(key);
      if (key.includes('${')) visitKey(path);
      const changed = walk(item, next, template || unknown);
      path.pop();
      if (changed !== item) {
        copy ??= { ...mapping };
        setOwn(copy, key, changed);
      }
    }
    return copy ?? mapping;
  }

  return walk(value, shapeOf(schema), false);
}

/** Sets a property that may be called `__proto__`. */
function setOwn(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true });
}
