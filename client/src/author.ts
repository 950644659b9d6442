/** The name in the place of the field that asks for it; `$`, `}` and `\` are snippet syntax. */
export function withAuthor(body: string, name: string): string {
  if (name === '') return body;
  return body.replace(/^author: \$\{\d+:[^}]*\}/m, () => `author: ${name.replace(/[$}\\]/g, '\\$&')}`);
}
