/**
 * AWS API calls that a report says an intruder made: names as CloudTrail records them, IAM actions, command lines, calls of software
 * development kits, and actions in plain words.
 */
import type { Span } from '../../base/span.ts';
import type { CloudTrailCatalogue } from '../../data/cloudtrail.ts';
import type { Report, Sentence } from './read-report.ts';

export interface AwsCall extends Span {
  readonly eventName: string;
  readonly service: string;
  /** The text at the span is the name in the catalogue's spelling. */
  readonly literal: boolean;
  /** A word of the report by which CloudTrail's event source starts (`iam` of `aws iam create-user`). */
  readonly serviceWord?: Span;
  readonly form: 'name' | 'action' | 'command' | 'prose';
}

const ambiguousElsewhere =
  /^(?:CreateService|DeleteService|StartService|UpdateService|ControlService|CreateProject|CreateSession|GetObject|PutObject|CreateEvent|CreateJob|CreateApp|CreateUser|DeleteUser|GetUser|ListUsers|CreateAccount|CreateSnapshot|DeleteSnapshot|CreateFunction|CreateDirectory|DeleteDirectory|CreateTable|CreateQueue|CreateThread|CreateImage|CreateGroup|CreateRule|CreateToken|CreateNode|CreateCluster|CreateDomain|ListProcesses|GetConnection|CreateConnection|CreateProfile|OpenSession|StartSession|GetSession|CreateFile\w*|DeleteFile|CopyObject|CreateStream|GetSystem|DeleteKey|CreateKey|GetKey|ListKeys)$/;

const awsWords =
  /\bAWS\b|\bAmazon\b|CloudTrail|\bIAM\b|\bS3\b|\bEC2\b|GuardDuty|\bAKIA[A-Z0-9]|arn:aws|amazonaws\.com|\bLambda\b|\bSTS\b|\bRDS\b|CloudShell|Secrets ?Manager|\bKMS\b|\bSES\b|\bECS\b|\bEKS\b|Bedrock|boto3|eventName|eventSource/g;

/** Whether a report is about AWS at all: several of its words, one that is unmistakable, or names of calls that nobody else has. */
export function speaksOfAws(text: string, catalogue: CloudTrailCatalogue): boolean {
  const words = new Set([...text.matchAll(awsWords)].map(([word]) => word));
  if (
    words.has('eventSource') ||
    words.has('boto3') ||
    words.has('amazonaws.com') ||
    words.has('arn:aws') ||
    words.has('CloudTrail')
  )
    return true;
  const named = words.has('AWS') || words.has('Amazon');
  if (unmistakableCalls(text, catalogue) >= (named ? 1 : 3)) return true;
  if (!named) return false;
  return (
    words.size >= 2 ||
    /\b(?:[A-Z][a-z]+){2,}\b(?= (?:API|in|of|from|on|for)\b)/.test(text) ||
    /\b(?:iam|sts|ec2|s3|kms|ssm|ses|rds|lambda|organizations|guardduty|secretsmanager):[A-Z][a-z]+[A-Z]/.test(text)
  );
}

/** How many different operations of AWS a text names that other systems do not have under that name. */
function unmistakableCalls(text: string, catalogue: CloudTrailCatalogue): number {
  const names = new Set<string>();
  for (const [name] of text.matchAll(/\b(?:[A-Z][a-z0-9]+){2,}(?:[A-Z]+)?\b/g)) {
    if (!ambiguousElsewhere.test(name) && catalogue.servicesOf(name).length > 0) names.add(name);
  }
  return names.size;
}

/** `possible`: the report is not about something else. Command lines of AWS are calls wherever they stand. */
export function findAwsCalls(report: Report, catalogue: CloudTrailCatalogue, possible: boolean): AwsCall[] {
  const account = report.sentences.filter((sentence) => sentence.role === 'account');
  if (!possible) return account.flatMap((sentence) => [...commandCalls(sentence, catalogue)]);
  const services = findServices(report, catalogue);
  const calls = account.flatMap((sentence) => [
    ...namedCalls(sentence, catalogue, services),
    ...commandCalls(sentence, catalogue),
    ...kitCalls(sentence, catalogue),
    ...proseCalls(sentence, catalogue),
  ]);
  return calls.sort((a, b) => a.start - b.start || a.end - b.end);
}

interface ServicePlace {
  readonly at: number;
  readonly key: string;
}

function findServices(report: Report, catalogue: CloudTrailCatalogue): ServicePlace[] {
  const places: ServicePlace[] = [];
  for (const { key, words } of catalogue.services.values()) {
    if (!words) continue;
    for (const match of report.text.matchAll(words)) places.push({ at: match.index, key });
  }
  return places.sort((a, b) => a.at - b.at);
}

/** Of the services that have such a call the one last spoken of, else the best known one. */
function chooseService(
  name: string,
  at: number,
  catalogue: CloudTrailCatalogue,
  places: readonly ServicePlace[],
): string {
  const candidates = catalogue.servicesOf(name);
  if (candidates.length === 1) return candidates[0] as string;
  let best: ServicePlace | undefined;
  for (const place of places) {
    if (place.at > at + 160) break;
    const near = place.at <= at ? at - place.at < 700 : true;
    if (near && candidates.includes(place.key)) best = place.at <= at || !best ? place : best;
  }
  return best?.key ?? (candidates[0] as string);
}

function* namedCalls(
  sentence: Sentence,
  catalogue: CloudTrailCatalogue,
  places: readonly ServicePlace[],
): Generator<AwsCall> {
  for (const match of sentence.text.matchAll(
    /(?:\b([a-z][a-z0-9-]{1,30}):)?\b([A-Z][A-Za-z0-9]{3,60})(?:20\d{2}_?\d{2}_?\d{2}(?:v\d)?)?\b/g,
  )) {
    const written = match[2] as string;
    const name = catalogue.servicesOf(written).length > 0 ? written : respell(written, catalogue);
    if (name === undefined) continue;
    const at = match.index + match[0].indexOf(written);
    const prefix = match[1];
    if (!prefix && !standsAsCall(sentence, written, at)) continue;
    if (isDenied(sentence.text, at) || isGrant(sentence.text, at, prefix)) continue;
    const prefixed = prefix && catalogue.servicesOf(name).includes(prefix) ? prefix : undefined;
    const start = sentence.start + at;
    yield {
      eventName: name,
      service: prefixed ?? chooseService(name, start, catalogue, places),
      literal: name === written,
      form: prefixed ? 'action' : 'name',
      start,
      end: start + written.length,
    };
  }
}

/** `GetCostandUsage` for `GetCostAndUsage`: only names with a capital inside, so that no plain word becomes a call. */
function respell(written: string, catalogue: CloudTrailCatalogue): string | undefined {
  if (written.length < 8 || !/[a-z][A-Z]/.test(written)) return undefined;
  return catalogue.spelling(written);
}

/** One-word operations (`Decrypt`, `Search`) and names that other systems use too need a sign that an API call is meant. */
function standsAsCall({ text, code, heading }: Sentence, name: string, at: number): boolean {
  const oneWord = !/[a-z0-9][A-Z]/.test(name);
  if (!oneWord && !ambiguousElsewhere.test(name)) return true;
  const before = text.slice(Math.max(0, at - 24), at);
  const after = text.slice(at + name.length, at + name.length + 24);
  if (/eventName\W{1,6}$/.test(before)) return true;
  if (/[`'"]$/.test(before) && /^[`'"*]/.test(after)) return true;
  if (/^[`'"]?\s*(?:API|call|event|command|operation|action)s?\b/i.test(after)) return true;
  if (oneWord) return false;
  return (
    code ||
    /^\s*(?:[-*•|]|\d+[.)])/.test(text) ||
    /\b(?:API|call|event|command|CloudTrail|AWS|IAM|S3|EC2|ECS)s?\b/i.test(`${text} ${heading}`)
  );
}

const denial =
  /\b(?:is|are|was|were|did|does|do|has|have|had|could)(?: not|n't)\b[^.;]{0,110}$|\b(?:never|without|instead of|rather than|no evidence of|not observed|absence of)\b[^.;]{0,60}$/i;

function isDenied(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 140), at);
  const match = denial.exec(before);
  return (
    match !== null &&
    !/\b(?:previously|before|earlier|but|however|until|because|although|allow\w*|permitt?\w*|privileges?)\b/i.test(
      match[0],
    )
  );
}

/** An IAM policy grants actions; that says nothing of calls. */
function isGrant(text: string, at: number, prefix: string | undefined): boolean {
  if (!prefix) return false;
  return /"?(?:Not)?Action"?\s*:|"Effect"|"Statement"/.test(text.slice(Math.max(0, at - 400), at));
}

function* commandCalls(sentence: Sentence, catalogue: CloudTrailCatalogue): Generator<AwsCall> {
  for (const match of sentence.text.matchAll(
    /\baws\s+(?:--[\w-]+(?:[ =][^\s-][^\s]*)?\s+)*([a-z][a-z0-9-]{1,30})\s+([a-z][a-z0-9]*(?:-[a-z0-9]+)*)/g,
  )) {
    const call = catalogue.operation(match[1] as string, match[2] as string);
    if (!call || isDenied(sentence.text, match.index)) continue;
    const wordAt =
      sentence.start +
      match.index +
      match[0].lastIndexOf(match[1] as string, match[0].length - (match[2] as string).length);
    const start = sentence.start + match.index;
    const source = catalogue.services.get(call.service)?.eventSource ?? '';
    const serviceWord = source.startsWith(`${match[1]}.`)
      ? { start: wordAt, end: wordAt + (match[1] as string).length }
      : undefined;
    yield {
      ...call,
      literal: false,
      form: 'command',
      start,
      end: start + match[0].length,
      ...(serviceWord && { serviceWord }),
    };
  }
}

/** `iam.create_user(` and `client.create_user(`. */
function* kitCalls(sentence: Sentence, catalogue: CloudTrailCatalogue): Generator<AwsCall> {
  for (const match of sentence.text.matchAll(/\b([a-z][a-z0-9_]{1,20})\.([a-z][a-z0-9]*(?:_[a-z0-9]+)+)(?=\s*\()/g)) {
    const name = catalogue.spelling((match[2] as string).replaceAll('_', ''));
    if (name === undefined) continue;
    const services = catalogue.servicesOf(name);
    const service = services.includes(match[1] as string) ? (match[1] as string) : (services[0] as string);
    const start = sentence.start + match.index;
    yield { eventName: name, service, literal: false, form: 'command', start, end: start + match[0].length };
  }
}

function* proseCalls(sentence: Sentence, catalogue: CloudTrailCatalogue): Generator<AwsCall> {
  if (sentence.code) return;
  for (const { service, eventName, pattern } of catalogue.prose) {
    for (const match of sentence.text.matchAll(pattern)) {
      if (isDenied(sentence.text, match.index) || speaksOfDefence(sentence.text)) continue;
      const start = sentence.start + match.index;
      yield { eventName, service, literal: false, form: 'prose', start, end: start + match[0].length };
      break;
    }
  }
}

const defence =
  /\b(?:we|our (?:team|soc|analysts|customers?)|defenders?|customers?|organi[sz]ations?|you|analysts?|responders?)\b(?! (?:observed|saw|have observed|have seen|detected|noticed|identified|found|believe|assess))[^.]{0,60}\b(?:create|created|delete|deleted|list|enable|launch|build|built|use|deploy|monitor)/i;

/** Sentences that say what was not tried, or what to look for. */
const noAccount =
  /\bdid(?: not|n't) (?:attempt|try)\b|\brecommend|^\s*[-*•]?\s*(?:monitor|alert|detect|look|investigate|hunt|disable|block)\b/i;

function speaksOfDefence(text: string): boolean {
  return defence.test(text) || noAccount.test(text);
}
