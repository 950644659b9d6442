import { describe, expect, it } from 'vitest';
import { nearestField } from './nearest-field.ts';

const known = new Set(['Image', 'ParentImage', 'ProcessId', 'ParentProcessId', 'CommandLine', 'ParentCommandLine']);

describe('the field that was meant', () => {
  it.each([
    ['image', 'Image'],
    ['Imgae', 'Image'],
    ['ProcessImage', 'Image'],
    ['ParentProcessImage', 'ParentImage'],
    ['ProcessCommandLine', 'CommandLine'],
    ['parent_process_command_line', 'ParentCommandLine'],
    ['ProcesId', 'ProcessId'],
    ['CommandLin', 'CommandLine'],
    ['Colour', undefined],
  ])('%s: %s', (field, meant) => {
    expect(nearestField(field, known)).toBe(meant);
  });
});
