import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Absolute path of something that ships beside our code, such as `templates`. */
export function packagePath(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}

/** Our own version, from package.json. */
export function ownVersion(): string {
  const parsed: { version: string } = JSON.parse(readFileSync(packagePath('package.json'), 'utf8'));
  return parsed.version;
}
