// The language server's process, as the system sees it: to pause it, to end it, and to see that another one has taken its place.
import { execFileSync } from 'node:child_process';
import { eventually } from './workbench.mjs';

/** The language servers of a window that are not in `known`; waits until there is one. Those of closed windows may take a while to end. */
export async function languageServers({ server, earlierServers }, known = []) {
  return await eventually('the process of the language server', () => {
    const found = serverProcesses(server).filter((pid) => !earlierServers.includes(pid) && !known.includes(pid));
    return found.length > 0 && found.map(languageServer);
  });
}

/** The ids of the processes of all language servers of a VS Code. */
export function serverProcesses(server) {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,pgid=,args='], { encoding: 'utf8' }).split('\n');
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .filter((match) => match && Number(match[2]) === server.child.pid && match[3].includes('dist/server.cjs'))
    .map(([, pid]) => Number(pid));
}

function languageServer(pid) {
  return {
    pid,
    pause: () => process.kill(pid, 'SIGSTOP'),
    resume: () => process.kill(pid, 'SIGCONT'),
    kill: () => process.kill(pid, 'SIGKILL'),
  };
}
