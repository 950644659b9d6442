/** The platforms that rules can be written for, by the names that generation takes. */

export interface Provider {
  readonly id: string;
  readonly name: string;
}

export const providers: readonly Provider[] = [
  { id: 'aws', name: 'AWS CloudTrail' },
  { id: 'gcp', name: 'Google Cloud audit logs' },
  { id: 'azure', name: 'Azure activity logs' },
  { id: 'windows-sysmon', name: 'Windows Sysmon' },
  { id: 'windows-security', name: 'Windows Security log' },
  { id: 'windows-powershell', name: 'Windows PowerShell logs' },
  { id: 'linux-auditd', name: 'Linux auditd' },
  { id: 'kubernetes-audit', name: 'Kubernetes audit log' },
  { id: 'okta', name: 'Okta system log' },
  { id: 'entra-id-signin', name: 'Entra ID sign-in logs' },
  { id: 'entra-id-audit', name: 'Entra ID audit logs' },
  { id: 'modsecurity', name: 'ModSecurity' },
  { id: 'aws-waf', name: 'AWS WAF' },
];
