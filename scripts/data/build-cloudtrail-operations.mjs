/**
 * Builds corpus/events/cloudtrail-operations.json: which AWS service has which API operations, and under which
 * `eventSource` CloudTrail records them.
 * Usage: node scripts/data/build-cloudtrail-operations.mjs FOLDER
 * FOLDER is `botocore/data` of an unpacked botocore wheel (Apache-2.0, https://pypi.org/project/botocore/).
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const folder = process.argv[2];
if (!folder) throw new Error('Give the folder botocore/data as argument.');
const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Services whose eventSource is not `<endpoint prefix>.amazonaws.com`, from AWS's CloudTrail documentation. */
const eventSources = {
  'cognito-idp': 'cognito-idp.amazonaws.com',
  'cognito-identity': 'cognito-identity.amazonaws.com',
  'bedrock-agent': 'bedrock.amazonaws.com',
  'bedrock-agent-runtime': 'bedrock.amazonaws.com',
  'bedrock-runtime': 'bedrock.amazonaws.com',
  ce: 'ce.amazonaws.com',
  'ec2-instance-connect': 'ec2-instance-connect.amazonaws.com',
  ecr: 'ecr.amazonaws.com',
  'ecr-public': 'ecr-public.amazonaws.com',
  emr: 'elasticmapreduce.amazonaws.com',
  identitystore: 'identitystore.amazonaws.com',
  pricing: 'pricing.amazonaws.com',
  s3control: 's3.amazonaws.com',
  sagemaker: 'sagemaker.amazonaws.com',
  'sagemaker-runtime': 'sagemaker.amazonaws.com',
  'service-quotas': 'servicequotas.amazonaws.com',
  ses: 'ses.amazonaws.com',
  sesv2: 'ses.amazonaws.com',
  signin: 'signin.amazonaws.com',
  sso: 'sso.amazonaws.com',
  'sso-admin': 'sso.amazonaws.com',
  'sso-oidc': 'sso.amazonaws.com',
  stepfunctions: 'states.amazonaws.com',
  wafv2: 'wafv2.amazonaws.com',
  pinpoint: 'mobiletargeting.amazonaws.com',
  'pinpoint-sms-voice-v2': 'sms-voice.amazonaws.com',
  connect: 'connect.amazonaws.com',
  mq: 'amazonmq.amazonaws.com',
  'resource-explorer-2': 'resource-explorer-2.amazonaws.com',
  'resource-groups': 'resource-groups.amazonaws.com',
  opensearch: 'es.amazonaws.com',
  opensearchserverless: 'aoss.amazonaws.com',
};

/** Names that CloudTrail records and that are no operation of an SDK, or have another name there. */
const cloudTrailOnly = {
  signin:
    'CheckMfa ConsoleLogin CredentialChallenge CredentialVerification ExitRole Federate GetSigninToken Logout PasswordRecoveryCompleted PasswordRecoveryRequested RenewRole SwitchRole UserAuthentication',
  s3: 'DeleteBucketPublicAccessBlock GetAccelerateConfiguration GetBucketLifecycle GetBucketNotification GetBucketObjectLockConfiguration GetBucketPublicAccessBlock PutAccelerateConfiguration PutBucketLifecycle PutBucketNotification PutBucketObjectLockConfiguration PutBucketPublicAccessBlock ListObjects DeleteObjects HeadBucket HeadObject',
  ec2: 'SharedSnapshotCopyInitiated SharedSnapshotVolumeCreated',
  cloudshell:
    'CreateEnvironment CreateSession DeleteEnvironment GetEnvironmentStatus GetFileDownloadUrls GetFileUploadUrls GetLayout PutCredentials RedeemCode SendHeartBeat StartEnvironment StopEnvironment',
  ssm: 'OpenControlChannel OpenDataChannel',
  quicksight: 'CreateAccount',
  rds: 'CreateDBSecurityGroup',
  billingconsole: 'AWSPaymentInstrumentGateway.Get GetBillingResourceTags',
};

/** Not recorded in CloudTrail at all, or without use for detection. */
const leftOut = /^(importexport|mturk|sdb|simpledbv2|nova-act|cloudsearchdomain|s3outposts|support-app)$/;

const names = (folderOfService) => readdirSync(join(folder, folderOfService)).sort();

function readService(name) {
  const operations = new Set();
  let prefix = name;
  for (const version of names(name)) {
    for (const file of ['service-2.json', 'service-2.json.gz']) {
      const path = join(folder, name, version, file);
      if (!existsSync(path)) continue;
      const bytes = readFileSync(path);
      const model = JSON.parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes);
      prefix = model.metadata.endpointPrefix ?? prefix;
      for (const operation of Object.keys(model.operations)) operations.add(operation);
    }
  }
  return { source: eventSources[name] ?? `${prefix.split('.')[0]}.amazonaws.com`, operations };
}

const services = {};
const folders = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !leftOut.test(entry.name))
  .map((entry) => entry.name);
for (const name of new Set([...folders, ...Object.keys(cloudTrailOnly)])) {
  const service = folders.includes(name)
    ? readService(name)
    : { source: `${name}.amazonaws.com`, operations: new Set() };
  for (const extra of (cloudTrailOnly[name] ?? '').split(' ').filter(Boolean)) service.operations.add(extra);
  if (service.operations.size > 0) services[name] = [service.source, [...service.operations].sort().join(' ')];
}
const sorted = Object.fromEntries(
  Object.keys(services)
    .sort()
    .map((name) => [name, services[name]]),
);
const text = JSON.stringify(
  {
    source:
      'Operation names and endpoint prefixes: botocore service models (Apache-2.0). Event sources and names that only CloudTrail has: AWS CloudTrail documentation.',
    columns: ['eventSource', 'operations'],
    services: sorted,
  },
  null,
  1,
).replace(/\[\s+("[^"]*"),\s+("[^"]*")\s+\]/g, '[$1,$2]');
writeFileSync(join(root, 'corpus', 'events', 'cloudtrail-operations.json'), `${text}\n`);
