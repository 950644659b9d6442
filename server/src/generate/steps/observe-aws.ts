/** API calls of a report as CloudTrail events. */
import type { CloudTrailCatalogue } from '../../data/cloudtrail.ts';
import type { AwsCall } from './find-aws-calls.ts';
import { fieldText, type Observation } from './observation.ts';

export function observeAwsCall(call: AwsCall, catalogue: CloudTrailCatalogue): Observation {
  const eventSource = catalogue.services.get(call.service)?.eventSource ?? `${call.service}.amazonaws.com`;
  return {
    mode: 'exact',
    fields: new Map([['eventName', fieldText(call.eventName, call.literal ? call.start : undefined)]]),
    start: call.start,
    end: call.end,
    eventSource,
  };
}
