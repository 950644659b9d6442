import { backends, findBackend } from '../../convert/backends/index.ts';
import { siems } from '../../convert/siems.ts';
import { providers } from '../../generate/providers.ts';
import { BuiltinPipelines, builtinPipelines } from '../../pipeline/builtin/index.ts';
import {
  type BuiltinPipeline,
  type ConfiguredTarget as ListedTarget,
  listPipelinesRequest,
  listTargetsRequest,
  type Siem,
} from '../../protocol/targets.ts';
import type { ConfiguredTarget } from '../../workspace/project-config.ts';
import { onRequest, type RegisterHandler } from '../session.ts';

export const listPipelinesHandler: RegisterHandler = (session) => {
  const builtin = new BuiltinPipelines(session.environment.files);
  onRequest(session, listPipelinesRequest, () => builtinPipelines.map(({ id }) => toPipeline(id, builtin)));
};

export const listTargetsHandler: RegisterHandler = (session) => {
  const { files } = session.environment;
  onRequest(session, listTargetsRequest, ({ uri }) => ({
    configured: session.projects.configFor(uri).targets.map(toConfigured),
    targets: backends.map(({ id, label, language, formats }) => ({
      name: id,
      label,
      language,
      formats: formats.map((format) => ({ name: format.id, description: format.description })),
    })),
    siems: siems.map(toSiem),
    providers: providers.map(({ id, name }) => ({
      name: id,
      label: name,
      covered: files.list(`gold/${id}`).length > 0,
    })),
  }));
};

function toConfigured({ name, target, format, pipelines }: ConfiguredTarget): ListedTarget {
  const label = findBackend(target.text)?.label ?? target.text;
  const parts = [format ? `${label}, ${format.text}` : label, ...pipelines.map(({ text }) => text)];
  return { name: name.text, description: parts.join(' · ') };
}

function toPipeline(id: string, builtin: BuiltinPipelines): BuiltinPipeline {
  const pipeline = builtin.get(id);
  return { name: id, description: pipeline?.name ?? '', targets: [...(pipeline?.allowedBackends ?? [])] };
}

function toSiem({ id, label, target }: (typeof siems)[number]): Siem {
  const backend = findBackend(target);
  return backend ? { name: id, label, language: backend.language } : { name: id, label };
}
