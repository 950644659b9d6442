import type { TextOutput } from './cli-io.ts';

export interface Progress {
  tick(): void;
  /** Removes the bar. */
  done(): void;
}

const delay = 500;
const interval = 100;
const width = 30;

/** A progress bar on a terminal, once the work takes longer than half a second; silent elsewhere. */
export function createProgress(output: TextOutput, label: string, total: number, now: () => number): Progress {
  const start = now();
  const state = { count: 0, drawn: start + delay - interval, visible: false };
  const draw = () => {
    const filled = total === 0 ? width : Math.floor((state.count / total) * width);
    output.write(`\r${label} [${'='.repeat(filled)}${' '.repeat(width - filled)}] ${state.count}/${total}`);
    state.visible = true;
  };
  return {
    tick() {
      state.count++;
      if (!output.isTTY || now() - state.drawn < interval) return;
      state.drawn = now();
      draw();
    },
    done() {
      if (state.visible) output.write('\r\u001b[2K');
    },
  };
}
