/** Cheap and never wrong about plain keys: spares other YAML the parse. */
export function mayBePipeline(text: string): boolean {
  return /transformations|postprocessing|finalizers|^["']?(?:vars|allowed_backends)\b/m.test(text);
}
