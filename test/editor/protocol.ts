/** The part of the Language Server Protocol that the tests speak. Lines and characters count from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Marked {
  readonly range: Range;
  readonly message: string;
}

export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

export interface CompletionItem {
  readonly label: string;
  readonly kind?: number;
  /** Plain text, or Markdown. */
  readonly documentation?: string | { readonly value: string };
  readonly insertText?: string;
  /** 2 means that `insertText` is a snippet. */
  readonly insertTextFormat?: number;
  readonly textEdit?: TextEdit;
}

export interface CodeAction {
  readonly title: string;
  readonly edit?: { readonly changes?: Readonly<Record<string, readonly TextEdit[]>> };
}
