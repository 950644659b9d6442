/** API calls of a report as CloudTrail events. */
import type { CloudTrailCatalogue } from '../../data/cloudtrail.ts';
import type { AwsCall } from './find-aws-calls.ts';
import type { Observation } from './observation.ts';

export function observeAwsCall(call: AwsCall, catalogue: CloudTrailCatalogue): Observation {
  const eventSource = catalogue.services.get(call.service)?.eventSource ?? `${call.service}.amazonaws.com`;
  const place = call.literal ? { start: call.start } : {};
  return {
    mode: 'exact',
    fields: new Map([['eventName', { text: call.eventName, ...place }]]),
    start: call.start,
    end: call.end,
    eventSource,
  };
}
