// An installed desktop VS Code, where there is one that can open a window.
import { existsSync } from 'node:fs';
import path from 'node:path';

const places = {
  win32: () => [
    path.join(process.env.LOCALAPPDATA ?? '', 'Programs/Microsoft VS Code/Code.exe'),
    path.join(process.env.ProgramFiles ?? '', 'Microsoft VS Code/Code.exe'),
  ],
  darwin: () => ['/Applications/Visual Studio Code.app/Contents/MacOS/Electron'],
  linux: () =>
    process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? ['/usr/share/code/code', '/opt/visual-studio-code/code'] : [],
};

/** The executable for @vscode/test-electron: VSCODE_TEST_EXECUTABLE, else an installed one, else undefined. */
export function findDesktop() {
  if (process.env.VSCODE_TEST_EXECUTABLE) return process.env.VSCODE_TEST_EXECUTABLE;
  return places[process.platform]?.().find((file) => existsSync(file));
}
