declare const SIGMASMITH_VERSION: string | undefined;

/** The version of the product; the bundler puts it in from `package.json`. */
export const version: string = typeof SIGMASMITH_VERSION === 'string' ? SIGMASMITH_VERSION : '0.0.0';
