/** A line that stands before and after the report and does not occur in it, so that nothing in the report can end it. */
export function boundaryFor(text: string): string {
  for (let number = 1; ; number++) {
    const boundary = `=====REPORT-${String(number).padStart(4, '0')}=====`;
    if (!text.includes(boundary)) return boundary;
  }
}
