/** Which type a plain scalar has: PyYAML's implicit resolvers (YAML 1.1 as PyYAML understands it). pyyaml: resolver.py */

const prefix = 'tag:yaml.org,2002:';

export const Tag = {
  null: `${prefix}null`,
  bool: `${prefix}bool`,
  int: `${prefix}int`,
  float: `${prefix}float`,
  binary: `${prefix}binary`,
  timestamp: `${prefix}timestamp`,
  omap: `${prefix}omap`,
  pairs: `${prefix}pairs`,
  set: `${prefix}set`,
  str: `${prefix}str`,
  seq: `${prefix}seq`,
  map: `${prefix}map`,
  merge: `${prefix}merge`,
  value: `${prefix}value`,
} as const;

// Python's `$` also matches before a line break at the very end, which a quoted or block scalar with the tag `!` can have.
const bool = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)\n?$/;
const nothing = /^(?:~|null|Null|NULL|)\n?$/;
const float =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\n?$/;
const int =
  /^(?:[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?(?:0|[1-9][0-9_]*)|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+)\n?$/;
const timestamp =
  /^(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-[0-9][0-9]?-[0-9][0-9]?(?:[Tt]|[ \t]+)[0-9][0-9]?:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9][0-9]?(?::[0-9]{2})?))?)\n?$/;

/** The longest word that is no string and no number: `False`, with a line break. */
const longestWord = 6;

/** The tag of a plain scalar. */
export function resolvePlain(text: string): string {
  const c = text.charCodeAt(0);
  if (c >= 65) {
    // Letters, with `~`: only short words can be anything but strings.
    if (text.length > longestWord) return Tag.str;
    return resolveWord(text, c | 32);
  }
  if (c >= 48 && c <= 57) return resolveNumber(text);
  if (c === 43 || c === 45) return float.test(text) ? Tag.float : int.test(text) ? Tag.int : Tag.str;
  if (c === 46) return float.test(text) ? Tag.float : Tag.str;
  if (c === 60) return text === '<<' || text === '<<\n' ? Tag.merge : Tag.str;
  if (c === 61) return text === '=' || text === '=\n' ? Tag.value : Tag.str;
  return text === '' ? Tag.null : Tag.str;
}

/** `first` is the first character in lower case. */
function resolveWord(text: string, first: number): string {
  // y n t f o; `~` is not changed by the lowering.
  if ((first === 121 || first === 110 || first === 116 || first === 102 || first === 111) && bool.test(text)) {
    return Tag.bool;
  }
  if ((first === 110 || first === 126) && nothing.test(text)) return Tag.null;
  return Tag.str;
}

function resolveNumber(text: string): string {
  if (float.test(text)) return Tag.float;
  if (int.test(text)) return Tag.int;
  return timestamp.test(text) ? Tag.timestamp : Tag.str;
}
