/** An element of a document. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Its own, without that of its children. */
  readonly text: string;
}

type Open = { -readonly [Key in keyof XmlElement]: XmlElement[Key] } & { children: XmlElement[] };

/** What may not stand in a document at all (https://www.w3.org/TR/xml/#charsets). */
const FORBIDDEN = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\uFFFE\uFFFF]/u;

const TOKEN = /<\?xml [^?]*\?>|<(\/?)([\w-]+)((?:\s+[\w-]+="[^"<]*")*)\s*(\/?)>|[^<]+/y;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads a document of elements, attributes and text: all that we write.
 * @throws Error when it is not well-formed.
 */
export function readXml(document: string): XmlElement {
  const bad = FORBIDDEN.exec(document);
  if (bad !== null) throw new Error(`a forbidden character at ${bad.index}`);
  const top: Open = { name: '', attributes: {}, children: [], text: '' };
  const stack: Open[] = [top];
  TOKEN.lastIndex = 0;
  for (let end = 0; end < document.length; end = TOKEN.lastIndex) {
    const token = TOKEN.exec(document);
    if (token === null) throw new Error(`not well-formed at ${end}: ${document.slice(end, end + 60)}`);
    take(token, stack);
  }
  const [root, ...others] = top.children;
  if (stack.length !== 1 || root === undefined || others.length > 0 || top.text.trim() !== '') {
    throw new Error('a document is one element');
  }
  return root;
}

function take([token, closing, name, attributes, empty]: RegExpExecArray, stack: Open[]): void {
  const parent = stack.at(-1)!;
  if (name === undefined) {
    if (!token.startsWith('<?')) parent.text += decode(token);
  } else if (closing === '/') {
    if (stack.pop()?.name !== name || stack.length === 0) throw new Error(`</${name}> closes nothing`);
  } else {
    const element: Open = { name, attributes: readAttributes(attributes ?? ''), children: [], text: '' };
    parent.children.push(element);
    if (empty !== '/') stack.push(element);
  }
}

function readAttributes(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (name in found) throw new Error(`${name} is there twice`);
    // A reader turns white space that is not escaped into spaces.
    found[name] = decode(value.replace(/[\t\n\r]/g, ' '));
  }
  return found;
}

function decode(text: string): string {
  return text.replace(/&([^;]*);?/g, (whole, name: string) => {
    const number = /^#(\d+)$/.exec(name)?.[1];
    const character = number === undefined ? ENTITIES[name] : String.fromCodePoint(Number(number));
    if (character === undefined || !whole.endsWith(';')) throw new Error(`${whole} stands for nothing`);
    return character;
  });
}
