/** Random edits that are the same on every machine for the same seed. */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return (below) => {
    // Mulberry32: neighbouring seeds lead to numbers that have nothing in common.
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}

/** A text with some of its parts removed, doubled, moved, cut off, or with pieces thrown in. */
export function edited(seeds: readonly string[], pieces: readonly string[], random: Random): string {
  let text = seeds[random(seeds.length)] ?? '';
  for (let left = 1 + random(6); left > 0; left--) {
    const at = random(text.length + 1);
    const piece = pieces[random(pieces.length)] ?? '';
    switch (random(8)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + 1 + random(6));
        break;
      case 1:
        text = text.slice(0, at) + text.slice(Math.max(0, at - random(60)), at) + text.slice(at);
        break;
      case 2: {
        const from = random(text.length + 1);
        text = text.slice(0, at) + text.slice(from, from + random(40)) + text.slice(at);
        break;
      }
      case 3:
        text = random(4) === 0 ? text.slice(0, at) : text.slice(0, at) + piece.repeat(1 + random(5)) + text.slice(at);
        break;
      default:
        text = text.slice(0, at) + piece + text.slice(at + random(3));
    }
  }
  return text;
}
