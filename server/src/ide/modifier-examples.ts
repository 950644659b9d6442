/** What modifiers do, shown with values; for hover and signature help. */
const examples: Readonly<Record<string, readonly [before: string, after: string]>> = {
  contains: ['powershell', '*powershell*'],
  startswith: ['C:\\Windows\\', 'C:\\Windows\\*'],
  endswith: ['\\cmd.exe', '*\\cmd.exe'],
  base64: ['foobar', 'Zm9vYmFy'],
  base64offset: ['foobar', 'Zm9vYmFy, Zvb2Jhc, mb29iYX'],
  wide: ['cmd', 'c\\0m\\0d\\0'],
  utf16le: ['cmd', 'c\\0m\\0d\\0'],
  utf16be: ['cmd', '\\0c\\0m\\0d'],
  utf16: ['cmd', '\\xff\\xfec\\0m\\0d\\0'],
  windash: ['-enc', '-enc, /enc, –enc, —enc, ―enc'],
  cidr: ['10.1.0.0/16', '10.1.0.0 to 10.1.255.255'],
  re: ['ev[ai]l', 'evil, eval'],
  exists: ['true', 'any value'],
  fieldref: ['TargetUserName', 'the value of TargetUserName'],
  expand: ['%Servers%', 'what a pipeline puts in its place'],
  lt: ['10', '9, 8, …'],
  lte: ['10', '10, 9, …'],
  gt: ['10', '11, 12, …'],
  gte: ['10', '10, 11, …'],
  neq: ['10', 'anything but 10'],
};

/** `` `before` → `after` ``; `undefined` for modifiers that have no value of their own. */
export function modifierExample(modifier: string): string | undefined {
  const example = Object.hasOwn(examples, modifier) ? examples[modifier] : undefined;
  return example && `\`${example[0]}\` → \`${example[1]}\``;
}
