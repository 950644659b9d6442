/** Writes the named bundles (all: client, server, cli) and the data into `dist`. */
export function build(options?: { watch?: boolean; dist?: string; only?: string[] }): Promise<void>;
