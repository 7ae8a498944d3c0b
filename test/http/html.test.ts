import assert from 'node:assert/strict'
import test from 'node:test'
import {
  html,
  Html,
  jsonScript,
  page,
  safeUrl,
  trustedHtml,
  type HtmlValue,
} from '../../src/http/html.ts'

const blocked = 'about:invalid#blocked'

// What attackers write into a comment, a name or a link.
const payloads = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '"><script>alert(1)</script>',
  "'><img src=x onerror=alert(1)>",
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  '<svg><a xlink:href="javascript:alert(1)">x</a></svg>',
  '" onmouseover="alert(1)',
  "' onfocus='alert(1)' autofocus='",
  '" autofocus onfocus=alert(1) x="',
  'x onload=alert(1)',
  '</textarea></title><script>alert(1)</script>',
  '<!--><script>alert(1)</script-->',
  '--><script>alert(1)</script>',
  ']]><script>alert(1)</script>',
  '<a href="javascript:alert(1)">x</a>',
  '<iframe srcdoc="<script>alert(1)</script>">',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '&#60;script&#62;',
  '\u2028\u2029</SCRIPT >',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  '\tjavascript:alert(1)',
  'java\nscript:alert(1)',
  'java\tscript\r:alert(1)',
  '\x01javascript:alert(1)',
  'javascript&colon;alert(1)',
  'javascript://example.org/%0aalert(1)',
  'vbscript:msgbox(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD4=',
  'blob:https://evil.example/x',
  'file:///etc/passwd',
  'view-source:https://a.example',
  '//evil.example/x',
  '/\\evil.example/x',
  '\\\\evil.example/x',
  '/\t/evil.example/x',
  '\n//evil.example/x',
]

/** Reads text as a browser does: five entities are all that the tag may write. */
function unescape(text: string): string {
  assert.doesNotMatch(text, /[<>"']/)
  assert.doesNotMatch(text, /&(?!(?:amp|lt|gt|quot|#39);)/)
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
}

function between(whole: Html, start: string, end: string): string {
  const text = whole.toString()
  assert.ok(text.startsWith(start) && text.endsWith(end), text)
  return text.slice(start.length, text.length - end.length)
}

test('no payload is more than text', () => {
  for (const payload of payloads) {
    const inText = between(html`<p>${payload}</p>`, '<p>', '</p>')
    assert.equal(unescape(inText), payload)
    const inTitle = between(html`<title>a ${payload}</title>`, '<title>a ', '</title>')
    assert.equal(unescape(inTitle), payload)
    const inComment = between(html`<!-- ${payload} -->`, '<!-- ', ' -->')
    assert.equal(unescape(inComment), payload)
  }
})

test('no payload leaves a quoted attribute', () => {
  for (const payload of payloads) {
    const double = between(html`<input value="${payload}">`, '<input value="', '">')
    assert.equal(unescape(double), payload)
    const single = between(html`<input value='${payload}'>`, "<input value='", "'>")
    assert.equal(unescape(single), payload)
    const later = between(html`<a href="/find?q=${payload}">`, '<a href="/find?q=', '">')
    assert.equal(unescape(later), payload)
  }
})

test('no payload chooses the scheme or the host of a URL', () => {
  for (const payload of payloads) {
    assert.equal(safeUrl(payload), blocked, JSON.stringify(payload))
    const written = [
      between(html`<a href="${payload}">x</a>`, '<a href="', '">x</a>'),
      between(html`<img src='${payload}'>`, "<img src='", "'>"),
      between(html`<form action="${payload}">`, '<form action="', '">'),
      between(html`<button formaction="${payload}">`, '<button formaction="', '">'),
      between(html`<a xlink:href="${payload}">`, '<a xlink:href="', '">'),
      between(html`<A title=">" HREF = " ${payload}">`, '<A title=">" HREF = " ', '">'),
      between(html`<a href="${null}${payload}">`, '<a href="', '">'),
      between(html`<a href="${[payload]}">`, '<a href="', '">'),
    ]
    for (const url of written) assert.equal(url, blocked)
  }
})

test('no payload gets into a script, a style or a tag', () => {
  const templates: [place: string, make: (value: HtmlValue) => Html][] = [
    ['a script', (value) => html`<script>let x = ${value}</script>`],
    ['a string in a script', (value) => html`<script>let x = "${value}"</script>`],
    ['a script with attributes', (value) => html`<script nonce="a>b" async>${value}</script>`],
    ['a script after another', (value) => html`<script></script><SCRIPT>${value}</SCRIPT>`],
    ['a second value', (value) => html`<script nonce="${'n'}">${value}</script>`],
    ['a style', (value) => html`<style>p { color: ${value} }</style>`],
    ['an unquoted attribute', (value) => html`<a href=${value}>`],
    ['an unquoted attribute of a second tag', (value) => html`<b title="it's"><a href=/${value}>`],
    ['the name of an attribute', (value) => html`<a ${value}>`],
    ['an attribute after another', (value) => html`<a class="${'x'}" ${value}>`],
    ['the name of a tag', (value) => html`<${value}>`],
    ['a part of the name', (value) => html`<h${value}>`],
    ['the name of an end tag', (value) => html`</${value}>`],
    ['an event', (value) => html`<a onclick="${value}">`],
    ['inside an event', (value) => html`<a title="x" ONCLICK='f("${value}")'>`],
    ['a style attribute', (value) => html`<a style="color: ${value}">`],
    ['a page in an attribute', (value) => html`<iframe srcdoc="${value}">`],
  ]
  for (const [place, make] of templates) {
    for (const payload of [...payloads, '1', 1]) {
      assert.throws(() => make(payload), TypeError, place)
      assert.throws(() => make([payload]), TypeError, place)
      assert.throws(() => make(html`<b>${payload}</b>`), TypeError, place)
    }
  }
  assert.throws(() => html`<a onclick="${'x'}">`, /a value in the onclick attribute/)
  assert.throws(() => html`<a id=${'x'}>`, /Cannot place "x" in a tag without quotes/)
  assert.throws(() => html`<script>${'x'}</script>`, /Cannot place "x" in a script or style/)
})

test('no payload ends a JSON script', () => {
  for (const payload of payloads) {
    const value = { [payload]: [payload] }
    const script = html`<script type="application/json">${jsonScript(value)}</script>`
    const json = between(script, '<script type="application/json">', '</script>')
    assert.doesNotMatch(json, /[<>&\u2028\u2029]/)
    assert.deepEqual(JSON.parse(json), value)
  }
  assert.equal(jsonScript('<\u2028').toString(), '"\\u003c\\u2028"')
})

test('a value shows as text, or not at all', () => {
  const rows: [value: HtmlValue, text: string][] = [
    ['plain', 'plain'],
    ['', ''],
    [`&<>"'&`, '&amp;&lt;&gt;&quot;&#39;&amp;'],
    [0, '0'],
    [-1.5, '-1.5'],
    [null, ''],
    [undefined, ''],
    [false, ''],
    [[], ''],
    [['a', 1, null, ['<', html`<br>`]], 'a1&lt;<br>'],
    [html`<b>${'<'}</b>`, '<b>&lt;</b>'],
    [trustedHtml('<i>&</i>'), '<i>&</i>'],
  ]
  for (const [value, text] of rows) {
    assert.equal(html`<p>${value}</p>`.toString(), `<p>${text}</p>`)
    assert.equal(html`${value}`.toString(), text)
  }
})

test('a template may be called again with other values', () => {
  const link = (url: string, text: string): Html => html`<a href="${url}">${text}</a>`
  assert.equal(link('/a', '<').toString(), '<a href="/a">&lt;</a>')
  assert.equal(link('x:', 'b').toString(), `<a href="${blocked}">b</a>`)
  assert.equal(link('/c?d&e', 'f').toString(), '<a href="/c?d&amp;e">f</a>')
})

test('text that only looks like a tag or an attribute is text', () => {
  const value = html`<b>${1}</b>`
  assert.equal(html`1 < 2 and ${value}`.toString(), '1 < 2 and <b>1</b>')
  assert.equal(html`<p>it's href="${value}"</p>`.toString(), `<p>it's href="<b>1</b>"</p>`)
  assert.equal(html`<p title="<a ">${value}</p>`.toString(), '<p title="<a "><b>1</b></p>')
  assert.equal(html`<script></script>${value}`.toString(), '<script></script><b>1</b>')
  assert.equal(html`<style></style >${value}`.toString(), '<style></style ><b>1</b>')
  assert.equal(html`<scripts>${value}`.toString(), '<scripts><b>1</b>')
  assert.equal(html`<a data-href-x="${'x:'}">`.toString(), '<a data-href-x="x:">')
  assert.equal(html`<a button="${'x:'}">`.toString(), '<a button="x:">')
})

test('what the programmer wrote may be in a tag, in text and in a script', () => {
  const input = (isRequired: boolean): string =>
    html`<input name="a" ${isRequired && html`required`}>`.toString()
  assert.equal(input(true), '<input name="a" required>')
  assert.equal(input(false), '<input name="a" >')
  assert.equal(html`<p ${''}>`.toString(), '<p >')
  assert.equal(html`<style>${trustedHtml('a>b{}')}</style>`.toString(), '<style>a>b{}</style>')
  assert.throws(() => html`<p title="${trustedHtml('"')}">`, /Cannot place the HTML "\\"" in a/)
  assert.throws(() => html`<a href="${html`javascript:`}">`, TypeError)
  assert.throws(() => html`<p ${jsonScript('a')}>`, TypeError)
  assert.equal(html`<p>${jsonScript('<')}</p>`.toString(), '<p>"\\u003c"</p>')
})

test('a URL of the web, of mail or of this site is kept', () => {
  const urls = [
    'http://a.example',
    'https://a.example/?x=1&y=2#z',
    'HTTPS://A.EXAMPLE',
    'mailto:ann@a.example',
    '/',
    '/books/1?page=2',
    '/a//b',
    '/\tx',
  ]
  for (const url of urls) assert.equal(safeUrl(url), url)
  const others = ['', 'books', '?page=2', '#top', './x', '../x', 'https', 'xhttps://a', 'ftp://a']
  for (const url of others) assert.equal(safeUrl(url), blocked)
})

test('a page is a reply of HTML', () => {
  const type = 'text/html; charset=utf-8'
  const content = html`<p>${'é'}</p>`
  const plain = { status: 200, headers: { 'content-type': type }, body: '<p>é</p>' }
  assert.deepEqual(page(content), plain)
  assert.deepEqual(page(content, 404, { 'x-a': '1' }), {
    status: 404,
    headers: { 'content-type': type, 'x-a': '1' },
    body: '<p>é</p>',
  })
})
