/** Where we do not read as PyYAML does, and why. */
const differences = [
  {
    id: 'circle',
    reason: 'An alias to a collection around it makes an endless value in Python. We read null there and report it.',
    applies: (_text, theirs) => theirs.circle === true,
  },
  {
    id: 'limit',
    reason: 'Texts beyond our limits (size, expanded aliases, merged entries) are refused; PyYAML would go on.',
    applies: (_text, _theirs, stream) => stream.error?.errorClass === 'YamlLimit',
  },
  {
    id: 'surrogates',
    reason: 'Two escaped surrogates ("\\ud83d\\ude00") are two characters in Python, and one in UTF-16.',
    applies: (text) => /\\u[dD][89abAB][\dA-Fa-f]{2}\\u[dD][c-fC-F]/.test(text),
  },
  {
    id: 'recursion',
    reason: "How deep PyYAML gets before Python's RecursionError depends on its caller. Our limit is fixed.",
    applies: (_text, theirs, stream) =>
      theirs.error?.class === 'RecursionError' || stream.error?.errorClass === 'RecursionError',
  },
];

/** The id of the known difference that this case falls under, or `null`. */
export function knownDifference(text, theirs, stream) {
  return differences.find(({ applies }) => applies(text, theirs, stream))?.id ?? null;
}
