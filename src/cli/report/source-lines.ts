/** The lines of a file as an editor shows them; none for a file whose text is not known. */
export type SourceLines = (file: string) => readonly string[];

/** Cuts each text once, however many mistakes it has. */
export function sourceLines(sources: ReadonlyMap<string, string>): SourceLines {
  const known = new Map<string, readonly string[]>();
  return (file) => {
    const lines = known.get(file) ?? linesOf(sources.get(file));
    known.set(file, lines);
    return lines;
  };
}

function linesOf(text: string | undefined): readonly string[] {
  return text?.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/) ?? [];
}
