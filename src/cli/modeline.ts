/** Where the first line of a configuration tells editors to look, relative to the configuration. */
export const SCHEMA_FILE = '.backworks/schema.json';

const MODELINE = `# yaml-language-server: $schema=./${SCHEMA_FILE}`;

/** Comments in which yaml-language-server looks for a schema. It takes the first one above the content. */
const KNOWN = /^[ \t]*#[ \t]+(?:yaml-language-server[ \t]*:|\$schema:)/;
const VALUE = /(\$schema(?:=|:[ \t]*))(\S+)/;

/** What stands above the content: comments, empty lines, directives and the mark of the document. */
const ABOVE = /^[ \t]*(?:#.*|%.*|---[ \t]*(?:#.*)?)?\r?$/;

const BOM = '\uFEFF';

/**
 * A configuration whose modeline names our schema: the one that is there is mended, else one is put first.
 * Everything else stays as it is, with the line ends and the byte order mark the text has.
 */
export function withModeline(text: string): string {
  const bom = text.startsWith(BOM) ? BOM : '';
  const lines = text.slice(bom.length).split('\n');
  const end = lines.findIndex((line) => !ABOVE.test(line));
  const above = end === -1 ? lines : lines.slice(0, end);
  const index = above.findIndex((line) => KNOWN.test(line));
  const old = lines[index];
  if (old === undefined || !VALUE.test(old)) {
    const lineEnd = lines.length > 1 && lines[0]?.endsWith('\r') ? '\r\n' : '\n';
    return `${bom}${MODELINE}${lineEnd}${lines.join('\n')}`;
  }
  if (VALUE.exec(old)?.[2]?.replace(/^\.\//, '') === SCHEMA_FILE) return text;
  lines[index] = old.replace(VALUE, (_, key: string) => `${key}./${SCHEMA_FILE}`);
  return bom + lines.join('\n');
}
