import { Failure } from '../../base/failure.ts';
import type { AttackUpdate, UpdateAttackParams } from '../../protocol/attack.ts';
import { updateAttack } from '../../services/update-attack.ts';
import type { JobContext } from '../jobs.ts';

/** Downloads and reads 50 MB of JSON, so it does not do so on the connection's thread. */
export async function updateAttackJob(params: UpdateAttackParams, context: JobContext): Promise<AttackUpdate> {
  const { attack, files, token, progress } = context;
  if (!attack) throw new Failure('NoStorage', 'There is no folder in which new ATT&CK data could be kept.');
  const world = {
    files,
    page: await attack.page(params.allowedHosts),
    save: attack.save,
    progress: (message: string) => progress({ message }),
  };
  return await updateAttack(params.url, world, token);
}
