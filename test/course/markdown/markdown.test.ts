import assert from 'node:assert/strict'
import test from 'node:test'
import { renderMarkdown } from '../../../src/course/markdown/markdown.ts'
import { html } from '../../../src/http/html.ts'

function render(text: string): string {
  const options = {
    link: (address: string) => `/to/${address}`,
    image: (source: string) => `/pictures/${source}`,
  }
  return String(renderMarkdown(text, options).html).trim()
}

function check(rows: readonly [markdown: string, expected: string | RegExp][]): void {
  for (const [markdown, expected] of rows) {
    if (typeof expected === 'string') assert.equal(render(markdown), expected, markdown)
    else assert.match(render(markdown), expected, markdown)
  }
}

test('paragraphs end at a blank line, or where another block begins', () => {
  check([
    ['one\ntwo\n\nthree', '<p>one\ntwo</p>\n<p>three</p>'],
    ['one\r\ntwo\r\n\r\nthree', '<p>one\ntwo</p>\n<p>three</p>'],
    ['', ''],
    ['text\n# a', '<p>text</p>\n<h1 id="a">a</h1>'],
    ['text\n- a', '<p>text</p>\n<ul>\n<li>a</li>\n</ul>'],
    ['text\n> a', '<p>text</p>\n<blockquote><p>a</p>\n</blockquote>'],
    ['text\n| a |\n|---|', /^<p>text<\/p>\n<div class="table"/],
    ['it was in\n2026. Then', '<p>it was in\n2026. Then</p>'],
    ['#no heading', '<p>#no heading</p>'],
    ['---', '<hr>'],
    ['* * *', '<hr>'],
    ['--', '<p>--</p>'],
    ['<div onclick="x">', '<p>&lt;div onclick=&quot;x&quot;&gt;</p>'],
  ])
})

test('lists', () => {
  check([
    ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['* a\n\n* b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['1. a\n2. b', '<ol>\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['3) a\n4) b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['- a\n1. b', '<ul>\n<li>a</li>\n</ul>\n<ol>\n<li>b</li>\n</ol>'],
    ['- a\ngoes on', '<ul>\n<li>a\ngoes on</li>\n</ul>'],
    ['- a\n\nnot', '<ul>\n<li>a</li>\n</ul>\n<p>not</p>'],
    ['1. a\n   goes on\n\n   more\n2. b', /<li>a\ngoes on\n<p>more<\/p>\n<\/li>\n<li>b<\/li>/],
    ['- a\n  - inner\n- b', /<li>a\n<ul>\n<li>inner<\/li>\n<\/ul>\n<\/li>\n<li>b/],
    ['10. a\n    - b', /<ol start="10">\n<li>a\n<ul>\n<li>b/],
    ['- a\n\n  ```sh\n  b\n\n  # c\n  ```\n- d',
      /<li>a\n<figure[^]*b[^]*# c[^]*<\/li>\n<li>d<\/li>/],
    ['-', '<ul>\n<li></li>\n</ul>'],
    ['-a', '<p>-a</p>'],
  ])
})

test('quotes and alerts', () => {
  check([
    ['> said\n> so', '<blockquote><p>said\nso</p>\n</blockquote>'],
    ['> a\n>\n> > b', /<p>a<\/p>\n<blockquote><p>b<\/p>/],
    ['> [!WARNING]\n> Never', '<div class="alert warning" role="note" aria-label="Warning">\n'
      + '<p class="alert-title">Warning</p>\n<p>Never</p>\n</div>'],
    ['> [!tip]\n> - a', /class="alert tip"[^]*<li>a<\/li>/],
    ['> [!OTHER]\n> a', '<blockquote><p>[!OTHER]\na</p>\n</blockquote>'],
  ])
})

test('tables', () => {
  check([
    ['| a | b |\n|---|--:|\n| `x \\| y` | 2 |', '<div class="table" tabindex="0" role="group" '
      + 'aria-label="Table"><table>\n<thead><tr><th scope="col" class="">a</th>'
      + '<th scope="col" class="align-right">b</th></tr></thead>\n<tbody>\n<tr><td class="">'
      + '<code>x | y</code></td><td class="align-right">2</td></tr>\n</tbody></table></div>'],
    ['a | b\n:-- | :-:\n1', /align-left">a<.*align-center">b<[^]*<\/div>\n<p>1<\/p>$/],
    ['| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |',
      /<td class="">1<\/td><td class=""><\/td><\/tr>\n/],
    ['| a | b |\n|---|---|\n| 1 | 2 | 3 |', /<td class="">2<\/td><\/tr>/],
    ['| a | b |\n|---|', '<p>| a | b |\n|---|</p>'],
    ['| | b |\n|---|--:|\n| a | 1 |', '<div class="table" tabindex="0" role="group" '
      + 'aria-label="Table"><table>\n<thead><tr><td class=""></td>'
      + '<th scope="col" class="align-right">b</th></tr></thead>\n<tbody>\n<tr>'
      + '<th scope="row" class="">a</th><td class="align-right">1</td></tr>\n'
      + '</tbody></table></div>'],
    ['| **a** <b> |\n|---|', /<strong>a<\/strong> &lt;b&gt;/],
  ])
})

test('details hide their answer', () => {
  check([
    ['<details>\n<summary>More *now*</summary>\n\ninner\n\n</details>\nafter',
      '<details>\n<summary>More <em>now</em></summary>\n<p>inner</p>\n</details>\n<p>after</p>'],
    ['<details>\na\n</details>', '<details>\n<summary>More</summary>\n<p>a</p>\n</details>'],
    ['<details>\n<summary>s</summary>\n\n```html\n</details>\n```\n\n</details>',
      /<summary>s<\/summary>\n<figure class="code">[^]*&lt;\/[^]*<\/figure>\n<\/details>$/],
    ['<details>\n<details>\na\n</details>\nb\n</details>\nc',
      /<p>a<\/p>\n<\/details>\n<p>b<\/p>\n<\/details>\n<p>c<\/p>$/],
    ['<details>\nopen', /<p>open<\/p>\n<\/details>$/],
    ['<details open>\na', '<p>&lt;details open&gt;\na</p>'],
  ])
})

test('code is escaped, coloured, reachable by keyboard, and named after its source', () => {
  check([
    ['```text\n<b>\n```', '<figure class="code"><pre tabindex="0" role="group" aria-label="Text">'
      + '<code class="language-text"><span class="line">&lt;b&gt;</span></code></pre></figure>'],
    ['```ts src/http/router.ts#find\nlet\n```', '<figure class="code"><figcaption>'
      + 'src/http/router.ts · find</figcaption><pre tabindex="0" role="group" '
      + 'aria-label="Code of src/http/router.ts#find"><code class="language-ts">'
      + '<span class="line"><span class="tok-keyword">let</span></span></code></pre></figure>'],
    ['```ts examples/a.ts\nlet\n```', /<figcaption>a\.ts<\/figcaption><pre [^>]*"Code of a\.ts">/],
    ['```console examples/a.ts\n1\n```', /<figcaption>Output of a\.ts<.*"Output of a\.ts"/],
    ['```text\na\n    b\n\n```', /><span class="line">a\n<\/span><span class="line in-4"> {4}b\n</],
    ['```ts\na // b\n```', /<span class="line remark">a <span class="tok-comment">/],
    // Nothing but these five tags.
    ['```ts "><b>\n</code><script>\n```',
      /^[^<]*(?:<\/?(?:figure|figcaption|pre|code|span)\b[^<>]*>[^<]*)*$/],
    ['```\na\n```', /<code class="language-text"><span class="line">a<\/span><\/code>/],
    ['````text\n```\n````', /<span class="line">```<\/span><\/code>/],
    ['~~~text\n```\n~~~', /<span class="line">```<\/span><\/code>/],
    ['  ```text\n  a\n    b\n  ```', /"line">a\n<\/span><span class="line in-2"> {2}b<\/span>/],
    ['```text\nopen', /<span class="line">open<\/span><\/code>/],
    ['```text\n# no heading\n```\nafter', /># no heading<\/span><\/code><[^]*\n<p>after<\/p>$/],
    ['```constructor\na\n```', /<code class="language-constructor"><span class="line">a<\/span>/],
  ])
})

test('headings have the ids of code hosts', () => {
  const text = '# Why `a` is not b\n## More ##\n## More\n- ### In a list\n\n#### C#\n###### Deep'
  const { html: shown, headings } = renderMarkdown(text)
  assert.deepEqual(headings.map(({ id, level }) => [id, level]), [
    ['why-a-is-not-b', 1], ['more', 2], ['more-1', 2], ['in-a-list', 3], ['c', 4], ['deep', 6],
  ])
  assert.equal(String(headings[0]?.text), 'Why <code>a</code> is not b')
  assert.match(String(shown), /<h1 id="why-a-is-not-b">Why <code>a<\/code> is not b<\/h1>/)
  assert.match(String(shown), /<h2 id="more">More <a class="anchor" href="#more" aria-label=/)
  assert.match(String(shown), /<h2 id="more-1">/)
  assert.match(String(shown), /<h3 id="in-a-list">[^]*<h4 id="c">C# [^]*<h4 id="deep">/)
})

test('a picture alone in its paragraph is a figure', () => {
  check([
    ['![two boxes](boxes.svg)', '<figure class="picture"><img src="/pictures/boxes.svg" '
      + 'alt="two boxes" loading="lazy"></figure>'],
    ['see ![a](b.svg)', '<p>see <img src="/pictures/b.svg" alt="a" loading="lazy"></p>'],
  ])
  const drawing = renderMarkdown('![x](b.svg)', { image: () => html`<svg></svg>` })
  assert.equal(String(drawing.html).trim(), '<figure class="picture"><svg></svg></figure>')
})

test('what is nested without end becomes text', () => {
  for (const nested of ['> ', '- ', '<details>\n']) {
    const tags = render(`${nested.repeat(1_000)}a`).match(/<(?:blockquote|ul|details)>/g) ?? []
    assert.equal(tags.length, 20, nested)
  }
})
