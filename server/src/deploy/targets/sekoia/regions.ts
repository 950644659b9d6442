/** API roots by region, as Sekoia.io's documentation and client name them. */
export const sekoiaRegions: Readonly<Record<string, string>> = {
  fra1: 'https://api.sekoia.io',
  fra2: 'https://app.fra2.sekoia.io/api',
  mco1: 'https://app.mco1.sekoia.io/api',
  uae1: 'https://app.uae1.sekoia.io/api',
  usa1: 'https://app.usa1.sekoia.io/api',
  sgp1: 'https://api.sgp1.sekoia.io',
};
