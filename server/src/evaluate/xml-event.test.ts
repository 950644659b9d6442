import { describe, expect, it } from 'vitest';
import { unwrapEvent } from './unwrap-event.ts';
import { eventFromXml } from './xml-event.ts';

const xml = `<?xml version="1.0"?><!-- exported -->
<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event">
  <System>
    <Provider Name="Microsoft-Windows-Sysmon" Guid="{5770385F-C22A-43E0-BF4C-06F5698FFBD9}"></Provider><EventID Qualifiers="">1</EventID>
    <TimeCreated SystemTime='2026-02-04T08:43:28.342Z'/><Channel>Sysmon</Channel><Correlation ActivityID=""></Correlation>
  </System><EventData>
    <Data Name="Image">C:\\a.exe</Data><Data Name="CommandLine">"a" &lt;b&gt; &amp;amp; &#8364;&#x41; </Data><Data Name="Empty"></Data>
  </EventData>
</Event>`;

describe('eventFromXml', () => {
  it('gives the shape of evtx_dump', () => {
    expect(eventFromXml(xml)).toEqual({
      Event: {
        System: {
          Provider: {
            '#attributes': { Name: 'Microsoft-Windows-Sysmon', Guid: '{5770385F-C22A-43E0-BF4C-06F5698FFBD9}' },
          },
          EventID: '1',
          TimeCreated: { '#attributes': { SystemTime: '2026-02-04T08:43:28.342Z' } },
          Channel: 'Sysmon',
          Correlation: null,
        },
        EventData: { Image: 'C:\\a.exe', CommandLine: '"a" <b> &amp; €A ', Empty: '' },
      },
    });
  });

  it('whose fields Sigma finds', () => {
    expect(unwrapEvent(eventFromXml(xml) as never)).toMatchObject({
      EventID: '1',
      Provider_Name: 'Microsoft-Windows-Sysmon',
      Image: 'C:\\a.exe',
    });
  });

  it('keeps unnamed data and user data', () => {
    const data = '<Event><EventData><Data>one</Data><Data>two</Data></EventData></Event>';
    expect(eventFromXml(data)).toEqual({ Event: { EventData: { Data: ['one', 'two'] } } });
    const user = '<Event><UserData><x:Drop xmlns:x="y"><File>a</File><File>b</File></x:Drop></UserData></Event>';
    expect(eventFromXml(user)).toEqual({ Event: { UserData: { Drop: { File: ['a', 'b'] } } } });
  });

  it.each(['', 'text', '<Event>', '<Event></System>', '<Event><a></b></Event>', '<Other/>', '<Event a=1/>', '<'])(
    'knows no event in %j',
    (text) => expect(eventFromXml(text)).toBeUndefined(),
  );
});
