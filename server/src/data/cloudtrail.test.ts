import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDataFiles } from '../node/data-files.ts';
import { loadCloudTrail } from './cloudtrail.ts';

const catalogue = loadCloudTrail(openDataFiles(join(import.meta.dirname, '../../../corpus')));

describe('the catalogue of CloudTrail', () => {
  it.each([
    ['CreateUser', 'iam'],
    ['ConsoleLogin', 'signin'],
    ['GetBucketPublicAccessBlock', 's3'],
    ['SendSSHPublicKey', 'ec2-instance-connect'],
    ['InvokeModel', 'bedrock-runtime'],
  ])('knows which service has %s', (name, service) => {
    expect(catalogue.servicesOf(name)[0]).toBe(service);
  });

  it('knows other spellings', () => {
    expect(catalogue.spelling('getcostandusage')).toBe('GetCostAndUsage');
    expect(catalogue.operation('iam', 'create-user')).toEqual({ service: 'iam', eventName: 'CreateUser' });
    expect(catalogue.operation('s3', 'ls')).toEqual({ service: 's3', eventName: 'ListBuckets' });
    expect(catalogue.operation('s3api', 'put-bucket-policy')).toEqual({ service: 's3', eventName: 'PutBucketPolicy' });
    expect(catalogue.operation('iam', 'dance')).toBeUndefined();
  });

  it('knows event sources and which names carry a version', () => {
    expect(catalogue.services.get('sesv2')?.eventSource).toBe('ses.amazonaws.com');
    expect(catalogue.services.get('lambda')?.versioned).toBe(true);
    expect(catalogue.services.get('iam')?.versioned).toBe(false);
  });
});
