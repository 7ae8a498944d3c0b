import assert from 'node:assert/strict'
import test from 'node:test'
import {
  checkTarget, completeTarget, describeHost, longestTarget, readableTarget,
} from '../../../../src/features/links/make/target.ts'

const site = 'https://go.example'

function messageOf(text: string, origin = site): string {
  const result = checkTarget(text, origin)
  assert.ok(typeof result === 'object', `${JSON.stringify(text)} became ${JSON.stringify(result)}`)
  assert.equal(result.field, 'target')
  return result.message
}

test('an address of the web is stored as it will be sent', () => {
  const rows: [text: string, stored: string][] = [
    ['https://example.com', 'https://example.com/'],
    ['http://example.com/a?b=1#c', 'http://example.com/a?b=1#c'],
    ['  https://example.com/a \n', 'https://example.com/a'],
    // Invisible characters around it: a byte order mark, a zero-width space, direction marks.
    ['\uFEFFhttps://example.com/a\u200B', 'https://example.com/a'],
    ['\u202Ahttps://example.com/a\u202C', 'https://example.com/a'],
    ['\u2066 https://example.com/\u00AD\u2069\u200E', 'https://example.com/'],
    ['https://example.com/می\u200Cخواهم',
      'https://example.com/%D9%85%DB%8C%E2%80%8C%D8%AE%D9%88%D8%A7%D9%87%D9%85'],
    ['https://example.com/\u2764\uFE0F', 'https://example.com/%E2%9D%A4%EF%B8%8F'],
    // The end of a verse can be seen, though it's a format character.
    ['https://example.com/\u06DD', 'https://example.com/%DB%9D'],
    ['https://example.com/my v2.1 file.pdf', 'https://example.com/my%20v2.1%20file.pdf'],
    ['https://a_b.example.com./', 'https://a_b.example.com./'],
    ['https://r3---sn.example/', 'https://r3---sn.example/'],
    ['HTTPS://EXAMPLE.com:443/A', 'https://example.com/A'],
    ['https://example.com:8443/', 'https://example.com:8443/'],
    ['https://example.com/a b', 'https://example.com/a%20b'],
    ['https://example.com/über?q=ö#ß', 'https://example.com/%C3%BCber?q=%C3%B6#%C3%9F'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/'],
    ['https://example.com/\u{1f388}', 'https://example.com/%F0%9F%8E%88'],
    ['https://example.com/a/../b', 'https://example.com/b'],
    ['https:example.com', 'https://example.com/'],
    ['https:\\\\example.com\\a', 'https://example.com/a'],
    ['https://example.com/%0d%0aSet-Cookie:a', 'https://example.com/%0d%0aSet-Cookie:a'],
    ['https://example.com/"><script>', 'https://example.com/%22%3E%3Cscript%3E'],
    ['https://93.184.216.34/', 'https://93.184.216.34/'],
    ['https://[2001:DB8::1]/', 'https://[2001:db8::1]/'],
    // An address inside another one.
    ['https://old.example/web/https://a.example/', 'https://old.example/web/https://a.example/'],
    ['https://a.example/?u=https://b.example', 'https://a.example/?u=https://b.example'],
    ['https://a.example/?u=xhttps://b.example', 'https://a.example/?u=xhttps://b.example'],
    ['https://a.example/#https://b.example', 'https://a.example/#https://b.example'],
    ['https://https.example/http/a', 'https://https.example/http/a'],
  ]
  for (const [text, stored] of rows) {
    assert.equal(checkTarget(text, site), stored)
    assert.match(stored, /^[!-~]+$/, 'a Location header holds ASCII')
    assert.equal(checkTarget(stored, site), stored, 'checking twice changes nothing')
  }
})

test('other schemes are refused, however they are written', () => {
  const rows: [text: string, scheme: string][] = [
    ['javascript:alert(1)', 'javascript:'],
    [' JavaScript:alert(1)', 'javascript:'],
    ['java\nscript:alert(1)', 'javascript:'],
    ['java\tscript:alert(1)', 'javascript:'],
    ['\0javascript:alert(1)', 'javascript:'],
    ['javascript://example.com/%0aalert(1)', 'javascript:'],
    ['data:text/html,<script>alert(1)</script>', 'data:'],
    ['vbscript:x', 'vbscript:'],
    ['file:///etc/passwd', 'file:'],
    ['ftp://example.com', 'ftp:'],
    ['mailto:ann@example.com', 'mailto:'],
    ['tel:123', 'tel:'],
    ['blob:https://example.com/x', 'blob:'],
    ['view-source:https://example.com', 'view-source:'],
    ['about:blank', 'about:'],
    ['wss://example.com', 'wss:'],
    ['https+x://example.com', 'https+x:'],
    ['localhost:3000', 'localhost:'],
  ]
  for (const [text, scheme] of rows) {
    assert.equal(messageOf(text), `Only http and https URLs can be shortened, not "${scheme}"`)
  }
})

test('an incomplete address, or more than one, is refused with a hint', () => {
  const incomplete = "This isn't a complete URL. It should look like https://example.com/page"
  const unseen = 'This URL has an invisible character in it: type it again'
  const spaced = 'This URL has a space or a line break in it: paste a single URL'
  const two = 'This looks like two URLs: paste a single URL'
  const rows: [text: string, message: string][] = [
    ['', 'Paste the URL that the short link should lead to'],
    [' \n\t', 'Paste the URL that the short link should lead to'],
    ['example.com', incomplete],
    ['//example.com/a', incomplete],
    ['/a', incomplete],
    ['\\\\example.com', incomplete],
    ['?a', incomplete],
    ['http://', incomplete],
    ['https://[::1', incomplete],
    ['https://256.256.256.256', incomplete],
    ['https://example.com:99999', incomplete],
    ['https://exa%00mple.com', incomplete],
    ['https://a b.example', spaced],
    ['look at https://example.com', spaced],
    // Control characters, which the URL parser drops or encodes.
    ['https://example.com/\0', unseen],
    ['https://example.com/a\x07b', unseen],
    ['https://example.com/a\x85b', unseen],
    // Two addresses, or one that was pasted twice.
    ['https://exa\tmple.com/\r\na', spaced],
    ['https://a.example\nhttps://b.example', spaced],
    ['https://a.example/\r\nhttps://b.example/', spaced],
    ['https://a.example/x\u2028https://b.example', spaced],
    ['https://a.example https://b.example', spaced],
    ['https://a.example/x https://b.example', spaced],
    ['https://a.example/?q=1 http://b.example', spaced],
    ['https://a.example/x www.b.example', spaced],
    ['https://a.example/x b.example/y', spaced],
    ['https://a.examplehttps://b.example', two],
    ['https://a.example/xhttps://b.example/y', two],
    ['https://a.example/x,http://b.example/y', two],
    ['https://a.example,https://b.example', two],
    ['https://a.example/x%20https://b.example', two],
    ['https://a.example/?v=abchttps://a.example/?v=abc', two],
    ['https://a.example/#ahttps://a.example/#a', two],
    ['https://https://example.com', two],
    ['https://http://example.com', two],
    ['http://HTTPS://example.com', two],
    ['https://https//example.com', two],
    ['https:https://example.com', two],
    ['https://a.example/long-\n  wrapped', spaced],
  ]
  for (const [text, message] of rows) assert.equal(messageOf(text), message, text)
})

test('a host that can\'t exist is refused', () => {
  const rows: [text: string, host: string][] = [
    ['https://"example.com"/', '"example.com"'],
    ['https://example.com,', 'example.com,'],
    ['https://example.com;', 'example.com;'],
    ['https://(example.com)', '(example.com)'],
    ["https://'example.com'", "'example.com'"],
    ['https://*.example.com/', '*.example.com'],
    ['https://{host}/a', '{host}'],
    ['https://$HOST/a', '$host'],
    ['https://exa!mple.com', 'exa!mple.com'],
    ['https://example..com/', 'example..com'],
    ['https://.example.com/', '.example.com'],
    ['https://example.com../', 'example.com..'],
    [`https://${'a'.repeat(64)}.com`, `${'a'.repeat(60)}…`],
    [`https://${'a.'.repeat(127)}com`, `${'a.'.repeat(30)}…`],
    [`https://a${'🐌'.repeat(160)}/`, `a${'🐌'.repeat(59)}…`],
    // Shown as it was written: encoding it would take too long.
    ...['https://', 'ht\ttps:', '\u0001http:\\\\', 'https://ann:x@'].map((start) =>
      [`${start}${'中'.repeat(301)}/`, `${'中'.repeat(60)}…`] as [string, string]),
  ]
  for (const [text, host] of rows) {
    assert.ok(messageOf(text).startsWith(`"${host}" isn't a valid host name. `), text)
  }
})

test('user names and passwords are refused', () => {
  const message = 'Remove the user name and password from the URL: everybody could read them'
  const addresses = [
    'https://ann@example.com', 'https://ann:secret@example.com', 'https://:secret@example.com',
    'https://google.com@evil.example/', 'https://go.example@evil.example', 'https:ann@example.com',
    'https://%61@example.com', `https://ann:${'x'.repeat(400)}@example.com/`,
  ]
  for (const text of addresses) assert.equal(messageOf(text), message)
})

test('an address is at most 2048 characters long, typed and stored', () => {
  const message = 'Use at most 2048 characters'
  assert.equal(longestTarget, 2048)
  const start = 'https://example.com/'
  const longest = start + 'x'.repeat(2048 - start.length)
  assert.equal(checkTarget(longest, site), longest)
  assert.equal(checkTarget(` ${longest} `, site), longest)
  assert.equal(messageOf(`${longest}x`), message)
  // Each of these letters is stored as six characters.
  const fits = start + 'ö'.repeat(Math.floor((2048 - start.length) / 6))
  const letters = fits.length - start.length
  assert.equal(String(checkTarget(fits, site)).length, start.length + letters * 6)
  assert.equal(messageOf(`${fits}ö`), `${message}: encoded, this URL has ` +
    `${start.length + letters * 6 + 6}, because letters such as "ü" become six or more`)
})

test('own addresses are refused in every spelling', () => {
  const own = 'This URL is on this site: use one on another site'
  const rows: [origin: string, addresses: string[]][] = [
    [site, [
      'https://go.example', 'https://go.example/abc', 'http://go.example/', 'https://GO.Example/x',
      'https://go.example.', 'https://go.example:443/', 'https://go.example:8443/',
      'https://%67o.example/', 'https://ｇｏ.example/', 'https:\\go.example', 'https://go。example/',
    ]],
    ['https://bücher.example', ['https://xn--bcher-kva.example/', 'https://BÜCHER.example./']],
    ['http://10.0.0.7:8080', [
      'http://10.0.0.7:8080/', 'http://10.0.0.7/', 'http://10.7:8080/', 'http://167772167/',
      'http://0x0a.0.0.7/', 'http://012.0.0.7/', 'http://[::ffff:10.0.0.7]:8080/',
      'http://[0:0:0:0:0:FFFF:0A00:0007]/',
    ]],
    ['http://[::ffff:192.0.2.1]', ['http://192.0.2.1/', 'http://[::ffff:c000:201]/']],
    ['http://[2001:db8::1]', ['http://[2001:DB8:0:0::1]/', 'http://[2001:0db8::0001]:99/']],
    ['http://localhost:3000', [
      'http://localhost:3000/', 'http://LOCALHOST:3000/a', 'http://localhost.:3000/',
      'https://localhost:3000/', 'http://a.localhost:3000/', 'http://127.0.0.1:3000/',
      'http://127.1:3000/', 'http://127.9.9.9:3000/', 'http://2130706433:3000/',
      'http://0x7f000001:3000/', 'http://0x7F.1:3000/', 'http://017700000001:3000/',
      'http://0:3000/', 'http://0.0.0.0:3000/', 'http://[::1]:3000/', 'http://[::]:3000/',
      'http://[0:0:0:0:0:0:0:1]:3000/', 'http://[::ffff:127.0.0.1]:3000/', 'http://１２７.0.0.1:3000/',
    ]],
    ['http://127.0.0.1', ['http://localhost/', 'http://localhost:80/', 'http://[::1]/']],
  ]
  for (const [origin, addresses] of rows) {
    for (const address of addresses) assert.equal(messageOf(address, origin), own, address)
  }
})

test("a public server refuses the visitor's own machine as a target, with any port", () => {
  const addresses = [
    'http://localhost/', 'http://localhost:9000/', 'http://127.0.0.1:9000/', 'http://[::1]:9000/',
    'http://0.0.0.0/', 'http://a.localhost/', 'http://127.1/', 'https://localhost.:443/',
  ]
  const message = "This URL leads to each visitor's own machine: use one on the web"
  for (const address of addresses) assert.equal(messageOf(address, site), message, address)
})

test('addresses that only look like our own are others', () => {
  const rows: [origin: string, addresses: string[]][] = [
    [site, [
      'https://go.example.org/', 'https://xgo.example/', 'https://www.go.example/',
      'https://example/', 'https://example.com/go.example',
      'https://example.com/?https://go.example',
      'https://localhost.example/', 'https://10.0.0.1/',
    ]],
    // In development, other ports of this machine are other programs.
    ['http://localhost:3000', [
      'http://localhost:8080/', 'http://127.0.0.1:3001/', 'http://localhost/', 'http://[::1]:8080/',
      'https://example.com:3000/', 'http://10.0.0.1:3000/',
    ]],
  ]
  for (const [origin, addresses] of rows) {
    for (const address of addresses) {
      assert.equal(checkTarget(address, origin), new URL(address).href, address)
    }
  }
})

test('a host typed without its scheme gets https', () => {
  const rows: [text: string, completed: string][] = [
    ['example.com', 'https://example.com'],
    ['example.com/a?b', 'https://example.com/a?b'],
    ['example.com?b', 'https://example.com?b'],
    ['example.com#c', 'https://example.com#c'],
    ['example.com:8080', 'https://example.com:8080'],
    ['example.com:8080/a', 'https://example.com:8080/a'],
    [' bücher.example ', 'https://bücher.example'],
    ['a.b.c', 'https://a.b.c'],
    ['10.0.0.1', 'https://10.0.0.1'],
    ['https://example.com', 'https://example.com'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
    ['javascript:a.b', 'javascript:a.b'],
    ['java.script:alert(1)', 'java.script:alert(1)'],
    ['mailto:ann@example.com', 'mailto:ann@example.com'],
    ['ann@example.com', 'ann@example.com'],
    ['//example.com', '//example.com'],
    ['/a.b', '/a.b'],
    ['localhost', 'localhost'],
    ['localhost:3000', 'localhost:3000'],
    ['two words.com', 'two words.com'],
    ['example.', 'example.'],
    ['.com', '.com'],
    ['example.com:', 'example.com:'],
    ['example.com:80:80', 'example.com:80:80'],
    ['', ''],
    ['<https://example.com/a>', 'https://example.com/a'],
    [' "https://example.com/a" ', 'https://example.com/a'],
    ["'example.com'", 'https://example.com'],
    ['“ https://example.com/ ”', 'https://example.com/'],
    ['„example.com“', 'https://example.com'],
    ['(https://example.com/a_(b))', 'https://example.com/a_(b)'],
    ['<https://example.com', '<https://example.com'],
    ['<javascript:alert(1)>', 'javascript:alert(1)'],
    ['<>', '<>'],
    ['"', '"'],
    // Nothing is done with what is too long anyway.
    [`a.${'b'.repeat(longestTarget)}`, `a.${'b'.repeat(longestTarget)}`],
  ]
  for (const [text, completed] of rows) assert.equal(completeTarget(text), completed, text)
  assert.equal(completeTarget('\u200Bexample.com/a\u2069\n'), 'https://example.com/a')
})

test('a host is named with its punycode beside it when the two differ', () => {
  const rows: [target: string, named: string][] = [
    ['https://example.com/a', 'example.com'],
    ['https://example.com:8443/', 'example.com:8443'],
    ['https://bücher.example/', 'bücher.example (xn--bcher-kva.example)'],
    // The first letter is Cyrillic.
    ['https://\u0430pple.com/', '\u0430pple.com (xn--pple-43d.com)'],
    ['https://xn--pple-43d.com/', '\u0430pple.com (xn--pple-43d.com)'],
    ['https://10.0.0.1/', '10.0.0.1'],
    ['https://[2001:db8::1]:99/', '[2001:db8::1]:99'],
  ]
  for (const [target, named] of rows) assert.equal(describeHost(target), named)
})

test('a target is shown in its own script, and nothing in it misleads', () => {
  const rows: [target: string, readable: string][] = [
    ['https://example.com/a%20b?c=%2F#d', 'https://example.com/a%20b?c=%2F#d'],
    ['https://xn--bcher-kva.example:8443/%C3%BCber', 'https://bücher.example:8443/über'],
    ['https://a.example/%D8%B3%D9%84%D8%A7%D9%85', 'https://a.example/سلام'],
    ['https://a.example/?q=%E5%AF%BF%E5%8F%B8', 'https://a.example/?q=寿司'],
    // A character that turns the direction of the text around, and broken escapes.
    ['https://a.example/%E2%80%AEgpj.exe', 'https://a.example/%E2%80%AEgpj.exe'],
    ['https://a.example/%FF%zz', 'https://a.example/%FF%zz'],
  ]
  for (const [target, readable] of rows) assert.equal(readableTarget(target), readable)
})
