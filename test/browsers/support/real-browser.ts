/** A tab as a person has it: everything goes through the page, or through what a browser lets a driver do. */
export interface Tab {
  open(url: string): Promise<void>;
  /** The value of a JavaScript expression in the page; a promise is awaited. It has to survive JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** Gives the files to the first file input that fits the CSS selector, as a person’s choice would. */
  chooseFiles(selector: string, paths: readonly string[]): Promise<void>;
  click(selector: string): Promise<void>;
  close(): Promise<void>;
}

/** A browser with an empty profile of its own. */
export interface RealBrowser {
  readonly name: string;
  newTab(): Promise<Tab>;
  close(): Promise<void>;
}
