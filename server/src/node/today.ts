/** The date for new rules as `YYYY-MM-DD`: that of SOURCE_DATE_EPOCH (seconds) where it is set, for reproducible output, else today's. */
export function today(environment: Readonly<Record<string, string | undefined>> = process.env): string {
  const epoch = Number(environment.SOURCE_DATE_EPOCH || Number.NaN);
  const given = new Date(epoch * 1000);
  const date = Number.isNaN(given.getTime()) ? new Date() : given;
  return date.toISOString().slice(0, 10);
}
