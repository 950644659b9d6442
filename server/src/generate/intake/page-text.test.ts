import { describe, expect, it } from 'vitest';
import { pageText } from './page-text.ts';

const paragraph =
  'The intruder created an access key with CreateAccessKey and listed the buckets of the account. '.repeat(6);

describe('pageText', () => {
  it('reads the article and leaves navigation and scripts', () => {
    const { title, text } = pageText(
      `<html><head><title>Incident &amp; report</title><script>var secret = 1</script></head><body><nav><a href="/">Home</a> <a href="/x">Products</a></nav>
      <article><h1>Incident</h1><p>${paragraph}</p><p>${paragraph}</p><pre>aws iam create-user\n  --user-name x</pre><ul><li>one</li><li>two</li></ul></article></body></html>`,
    );
    expect(title).toContain('Incident');
    expect(text).toContain('CreateAccessKey');
    expect(text).toContain('aws iam create-user\n  --user-name x');
    expect(text).toMatch(/- one\n+- two/);
    expect(text).not.toMatch(/secret|Products|</);
  });

  it.each([
    '<p hidden>HIDDEN</p>',
    '<p style="display: none">HIDDEN</p>',
    '<p style="visibility:hidden">HIDDEN</p>',
    '<p style="opacity:0">HIDDEN</p>',
    '<p style="font-size:0px">HIDDEN</p>',
    '<p style="position:absolute;left:-9999px">HIDDEN</p>',
    '<p aria-hidden="true">HIDDEN</p>',
    '<!-- HIDDEN -->',
    '<template>HIDDEN</template>',
    '<script type="application/json">HIDDEN</script>',
    '<div style="display:none"><p>deeper <b>HIDDEN</b></p></div>',
    '<textarea>HIDDEN</textarea>',
  ])('leaves out what a reader does not see: %s', (hidden) => {
    const { text } = pageText(
      `<html><body><article><h1>Report</h1><p>${paragraph}</p>${hidden}<p>${paragraph}</p></article></body></html>`,
    );
    expect(text).not.toContain('HIDDEN');
    expect(text).toContain('CreateAccessKey');
  });

  it('drops invisible characters', () => {
    expect(pageText(`<p>Create\u200bAccess\u202eKey</p>`).text).toBe('CreateAccessKey');
  });

  it('survives fragments and nonsense', () => {
    expect(pageText('').text).toBe('');
    expect(pageText('just text').text).toBe('just text');
    expect(pageText('<p><b>open <i>tags').text).toBe('open tags');
  });
});
