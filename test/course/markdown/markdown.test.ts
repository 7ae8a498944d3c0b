import assert from 'node:assert/strict'
import test from 'node:test'
import { renderInline } from '../../../src/course/markdown/inline.ts'
import { renderMarkdown } from '../../../src/course/markdown/markdown.ts'

function render(text: string): string {
  return String(renderMarkdown(text, { link: (address) => `/to/${address}`, image: (source) => `/pictures/${source}` }).html).trim()
}

test('words inside of a line', () => {
  const rows: [markdown: string, html: string][] = [
    ['plain', 'plain'],
    ['a `code` b', 'a <code>code</code> b'],
    ['`` a ` b ``', '<code>a ` b</code>'],
    ['`**not bold**`', '<code>**not bold**</code>'],
    ['**bold** and *thin*', '<strong>bold</strong> and <em>thin</em>'],
    ['_thin_ but snake_case_name', '<em>thin</em> but snake_case_name'],
    ['**bold `code`**', '<strong>bold <code>code</code></strong>'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['\\*no\\*', '*no*'],
    ['[RFC](https://www.rfc-editor.org/rfc/rfc9110#section-15)', '<a href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC</a>'],
    ['[`code` link](../05-hello-http/README.md)', '<a href="/to/../05-hello-http/README.md"><code>code</code> link</a>'],
    ['<https://nodejs.org/>', '<a href="https://nodejs.org/">https://nodejs.org/</a>'],
    ['a < b & c', 'a &lt; b &amp; c'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['`<b>`', '<code>&lt;b&gt;</code>'],
    ['**open', '**open'],
    ['[open](', '[open]('],
  ]
  for (const [markdown, html] of rows) {
    assert.equal(String(renderInline(markdown, { link: (address) => `/to/${address}` })), html, markdown)
  }
})

test('a link that runs code is blocked', () => {
  assert.equal(String(renderInline('[x](javascript:alert%281%29)')), '<a href="about:invalid#blocked">x</a>')
  assert.match(render('![x](javascript:alert)'), /src="\/pictures\/javascript:alert"/)
})

test('blocks', () => {
  const rows: [markdown: string, html: string | RegExp][] = [
    ['one\ntwo\n\nthree', '<p>one\ntwo</p>\n<p>three</p>'],
    ['- a\n- b', '<ul>\n<li>a</li>\n<li>b</li>\n</ul>'],
    ['3. a\n4. b', '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'],
    ['1. a\n   goes on\n\n   more\n2. b', /<li>a\ngoes on\n<p>more<\/p>\n<\/li>\n<li>b<\/li>/],
    ['- a\n  - inner\n- b', /<li>a\n<ul>\n<li>inner<\/li>\n<\/ul>\n<\/li>\n<li>b/],
    ['text\n- a', '<p>text</p>\n<ul>\n<li>a</li>\n</ul>'],
    ['---', '<hr>'],
    ['> said\n> so', '<blockquote><p>said\nso</p>\n</blockquote>'],
    ['> [!WARNING]\n> Never', /<aside class="alert warning" aria-label="Warning">.*\n<p>Never<\/p>/],
    ['![two boxes](boxes.svg)', '<figure class="picture"><img src="/pictures/boxes.svg" alt="two boxes" loading="lazy"></figure>'],
    ['| a | b |\n|---|--:|\n| `x \\| y` | 2 |', /<th scope="col" class="align-right">b<\/th>.*[^]*<td class=""><code>x \| y<\/code><\/td><td class="align-right">2</],
    ['<div onclick="x">', '<p>&lt;div onclick=&quot;x&quot;&gt;</p>'],
    ['<details>\n<summary>More *now*</summary>\n\ninner\n\n</details>\nafter', '<details>\n<summary>More <em>now</em></summary>\n<p>inner</p>\n</details>\n<p>after</p>'],
    ['<details>\n<summary>s</summary>\n\n```html\n</details>\n```\n\n</details>', /<summary>s<\/summary>\n<figure class="code">[^]*&lt;\/[^]*<\/figure>\n<\/details>$/],
  ]
  for (const [markdown, html] of rows) {
    if (typeof html === 'string') assert.equal(render(markdown), html)
    else assert.match(render(markdown), html)
  }
})

test('code is escaped, coloured, and named after its source', () => {
  const text = render('```ts src/http/router.ts#find\nconst a = "</code><script>"\n```')
  assert.match(text, /<figcaption>src\/http\/router\.ts · find<\/figcaption>/)
  assert.match(text, /<span class="tok-keyword">const<\/span> a/)
  assert.doesNotMatch(text, /<script>/)
  assert.match(render('```text\n<b>\n```'), /<code class="language-text">&lt;b&gt;<\/code>/)
  assert.match(render('````text\n```\n````'), /<code class="language-text">```<\/code>/)
})

test('headings have the ids of code hosts', () => {
  const { html, headings } = renderMarkdown('# Why `a` is not b\n## More\n## More\n')
  assert.deepEqual(headings.map(({ id, level }) => [id, level]), [['why-a-is-not-b', 1], ['more', 2], ['more-1', 2]])
  assert.match(String(html), /<h2 id="more-1">/)
})

// What takes time in proportion to the square of a text would not end within the test's patience.
test('nasty texts end', () => {
  for (const piece of ['**a ', '[', '`', '| a |\n', '![', '(', '*', '_a ']) {
    assert.ok(render(piece.repeat(3_000)).length > 0)
  }
  for (const nested of ['> ', '- ', '<details>\n']) assert.ok(render(nested.repeat(100)).length > 0)
  const code = "'`/* \"<!-- ${((((".repeat(5_000)
  for (const language of ['ts', 'sql', 'sh', 'http', 'json', 'html', 'css', 'py']) {
    assert.ok(render(`~~~${language}\n${code}\n~~~`).length > code.length)
  }
})

test('colouring loses no character', () => {
  const texts = ['const a = /x\\/y/g.test(`${b}`) // c', 'select * from "a" -- b', 'GET / HTTP/1.1\nHost: x\n\nÄ', '$ curl -i "$A" | cat # b', '{"a":[1e5,null]}', '<a href="x">&amp;</a>', 'a { color: #fff }', 'def f(): return "x"']
  for (const language of ['ts', 'sql', 'sh', 'http', 'json', 'html', 'css', 'py', 'go']) {
    for (const text of texts) {
      const shown = /<code[^>]*>([^]*)<\/code>/.exec(render(`\`\`\`${language}\n${text}\n\`\`\``))?.[1] ?? ''
      const plain = shown.replaceAll(/<[^>]*>/g, '').replaceAll('&lt;', '<').replaceAll('&gt;', '>')
        .replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
      assert.equal(plain, text, language)
    }
  }
})
