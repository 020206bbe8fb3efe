/** One wrong value and what is wrong with it. */
export interface ConfigIssue {
  readonly name: string;
  readonly message: string;
}

/** The configuration cannot be started with; names every wrong value, not only the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly issues: readonly ConfigIssue[];

  constructor(issues: readonly ConfigIssue[]) {
    super(
      ['The configuration is wrong:', ...issues.map(({ name, message }) => `  ${name}: ${message}`)].join(
        '\n',
      ),
    );
    this.issues = issues;
  }
}
