import { type UdmSchema, udmFieldType, udmSchemaFile } from '../../../pipeline/builtin/udm-schema.ts';
import { reproduces } from '../../../pipeline/quirks.ts';
import { type BackendEnvironment, defineBackend, plainFormat } from '../../backend.ts';
import type { TextQueryBackend } from '../../text-query-backend.ts';
import { SecopsBackend } from './backend.ts';
import { UdmBackend, type UdmFields } from './udm-backend.ts';
import { yaraLPipeline } from './yara-l.ts';

/** The fields of events, whatever variable the event has in a rule. */
const pathOf = (field: string) => field.replace(/^\$[^.]*\./, '');

function udmFields({ data }: BackendEnvironment): UdmFields & { readonly enumerations: () => ReadonlySet<string> } {
  let schema: UdmSchema | undefined;
  let names: ReadonlySet<string> | undefined;
  const read = (): UdmSchema => {
    if (!data) throw new Error('Google SecOps needs the fields of its data model, which were not handed in.');
    schema ??= JSON.parse(data.read(`pipelines/${udmSchemaFile}`)) as UdmSchema;
    return schema;
  };
  return {
    enumerations() {
      names ??= new Set(Object.keys(read().Enums));
      return names;
    },
    isEnumeration(field) {
      const type = udmFieldType(pathOf(field), read());
      return typeof type === 'string' && type.startsWith('@enum:');
    },
    isText: (field) => udmFieldType(pathOf(field), read()) === 'string',
  };
}

export const secops = defineBackend<TextQueryBackend>({
  id: 'secops',
  aliases: [],
  label: 'Google SecOps',
  name: 'Google SecOps UDM backend',
  language: 'yaral',
  requiresPipeline: true,
  formats: [
    plainFormat('default', 'Plain UDM queries'),
    plainFormat('yara_l', 'YARA-L 2.0 Detection Rules Output Format'),
  ],
  correlationMethods: {},
  options: {},
  formatPipelines: { yara_l: yaraLPipeline },
  create(_options, environment) {
    const fields = udmFields(environment);
    // pySigma: secops.py#convert_condition – what NOT leaves of a group, lists of values and regular expressions is something else.
    if (reproduces(environment, 'secops-conditions')) return new SecopsBackend(fields.enumerations);
    return new UdmBackend(fields);
  },
});
