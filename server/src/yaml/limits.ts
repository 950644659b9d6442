/** Limits against texts that are made to be expensive. Ordinary Sigma files stay far below all of them. */

/** Longest text in UTF-16 code units. */
export const maxTextLength = 20_000_000;

/** Most documents of a text. */
export const maxDocuments = 5_000;

/** Deepest nesting of collections; PyYAML meets Python's recursion limit at about the same depth. */
export const maxDepth = 491;

/** Most nodes of a document when every alias is written out. */
export const maxExpandedNodes = 1_000_000;

/** Most pairs that merge keys (`<<`) may bring into the mappings of a document. */
export const maxMergedPairs = 200_000;

/** Most problems that are listed for a document. */
export const maxProblems = 200;
