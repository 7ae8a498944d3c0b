import assert from 'node:assert/strict'
import test from 'node:test'
import { renderInline } from '../../../src/course/markdown/inline.ts'
import { html } from '../../../src/http/html.ts'

type Row = [markdown: string, html: string]

function check(rows: readonly Row[]): void {
  for (const [markdown, expected] of rows) {
    const shown = renderInline(markdown, {
      link: (address) => `/to/${address}`,
      image: (source) => `/pictures/${source}`,
    })
    assert.equal(String(shown), expected, markdown)
  }
}

test('what is not Markdown is text, and escaped', () => {
  check([
    ['plain', 'plain'],
    ['', ''],
    ['a < b & c', 'a &lt; b &amp; c'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['"quoted" \'so\'', '&quot;quoted&quot; &#39;so&#39;'],
    ['\\*no\\* \\` \\[ \\\\', '*no* ` [ \\'],
    ['C:\\Users', 'C:\\Users'],
    ['at the end \\', 'at the end \\'],
    ['one\\\ntwo', 'one<br>two'],
    ['wow! [x]!', 'wow! [x]!'],
  ])
})

test('code is left as it is, and ends at as many backticks', () => {
  check([
    ['a `code` b', 'a <code>code</code> b'],
    ['`a` or `b` or `c`', '<code>a</code> or <code>b</code> or <code>c</code>'],
    ['`<b>`', '<code>&lt;b&gt;</code>'],
    ['`` a ` b ``', '<code>a ` b</code>'],
    ['`` ` ``', '<code>`</code>'],
    ['` `', '<code> </code>'],
    ['`a\nb`', '<code>a b</code>'],
    ['`**not bold**`', '<code>**not bold**</code>'],
    ['`[no](link)`', '<code>[no](link)</code>'],
    ['`a\\`', '<code>a\\</code>'],
    ['``a`', '``a`'],
    ['`a``', '`a``'],
    ['`a `` b`', '<code>a `` b</code>'],
    ['*a `*` b*', '<em>a <code>*</code> b</em>'],
  ])
})

test('stars and lines stress words', () => {
  check([
    ['**bold** and *thin*', '<strong>bold</strong> and <em>thin</em>'],
    ['__bold__ and _thin_', '<strong>bold</strong> and <em>thin</em>'],
    ['**bold `code`**', '<strong>bold <code>code</code></strong>'],
    ['**bold *both* bold**', '<strong>bold <em>both</em> bold</strong>'],
    ['*thin **both** thin*', '<em>thin <strong>both</strong> thin</em>'],
    ['**bold *both***', '<strong>bold <em>both</em></strong>'],
    ['***both***', '<em><strong>both</strong></em>'],
    ['***both** thin*', '<em><strong>both</strong> thin</em>'],
    ['_thin_ but snake_case_name', '<em>thin</em> but snake_case_name'],
    ['un*frigging*believable', 'un<em>frigging</em>believable'],
    ['(*thin*), "**bold**".', '(<em>thin</em>), &quot;<strong>bold</strong>&quot;.'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['**open', '**open'],
    ['*a **b*', '<em>a **b</em>'],
    ['a* b*', 'a* b*'],
    ['****four****', '****four****'],
    ['**', '**'],
  ])
})

test('links ask for their address, but one with a scheme stays', () => {
  check([
    ['[RFC](https://www.rfc-editor.org/rfc/rfc9110#section-15)',
      '<a href="https://www.rfc-editor.org/rfc/rfc9110#section-15">RFC</a>'],
    ['[`code` link](../05-hello-http/README.md)',
      '<a href="/to/../05-hello-http/README.md"><code>code</code> link</a>'],
    ['[**b** [in] it](a)', '<a href="/to/a"><strong>b</strong> [in] it</a>'],
    ['**[bold](a)**', '<strong><a href="/to/a">bold</a></strong>'],
    ['[a](b_(c)_d)', '<a href="/to/b_(c)_d">a</a>'],
    ['[a](b"c)', '<a href="/to/b&quot;c">a</a>'],
    ['<https://nodejs.org/>', '<a href="https://nodejs.org/">https://nodejs.org/</a>'],
    ['[a](mailto:a@b.example)', '<a href="mailto:a@b.example">a</a>'],
    ['[open](', '[open]('],
    ['[a] (b)', '[a] (b)'],
    ['a](b)', 'a](b)'],
    ['[a](two words)', '[a](two words)'],
    ['\\[a](b)', '[a](b)'],
    // HTML has no links within links.
    ['[a [b](c) d](e)', '[a <a href="/to/c">b</a> d](e)'],
  ])
  assert.equal(String(renderInline('[a](#b)')), '<a href="#b">a</a>')
})

test('an address that runs code is blocked', () => {
  const dangerous = ['javascript:alert', 'JaVaScRiPt:alert', 'data:text/html,x', '//evil.example']
  for (const address of dangerous) {
    const expected = '<a href="about:invalid#blocked">x</a>'
    assert.equal(String(renderInline(`[x](${address})`)), expected, address)
  }
  assert.equal(
    String(renderInline('[x](a)', { link: () => 'javascript:alert(1)' })),
    '<a href="about:invalid#blocked">x</a>',
  )
  assert.equal(
    String(renderInline('![x](javascript:alert)')),
    '<img src="about:invalid#blocked" alt="x" loading="lazy">',
  )
})

test('pictures can be inside a line', () => {
  check([['a ![two *boxes*](b.svg) c',
    'a <img src="/pictures/b.svg" alt="two *boxes*" loading="lazy"> c']])
  const drawing = renderInline('![x](b.svg)', { image: () => html`<svg></svg>` })
  assert.equal(String(drawing), '<svg></svg>')
})
