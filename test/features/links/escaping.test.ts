import assert from 'node:assert/strict'
import test from 'node:test'
import { sql } from '../../../src/database/sql.ts'
import { openTestApp, type TestReply } from '../../testApp.ts'
import { openBrowser, unescapeHtml } from '../../testClients.ts'

const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title><svg onload=alert(1)>',
  '</textarea><script>alert(1)</script>',
  '<!--',
  '&lt;b&gt;',
  'javascript:alert(1)',
]

// The elements and attributes that our own pages have.
const elements = new Set([
  '!doctype', 'html', 'head', 'meta', 'title', 'link', 'script', 'body', 'header', 'nav', 'main',
  'section', 'footer', 'a', 'h1', 'h2', 'h3', 'p', 'span', 'strong', 'code', 'pre', 'time', 'ul',
  'li', 'dl', 'dt', 'dd', 'div', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'form', 'label',
  'input', 'button', 'select', 'option', 'textarea', 'details', 'summary', 'figure', 'figcaption',
  'img', 'svg', 'g', 'path', 'line', 'rect', 'polyline', 'noscript',
])

const tag = /<\/?([a-z!][\w-]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>/gi

/** Reads the page as a browser would, tag by tag, and fails on anything that could run. */
function checkPage({ headers, text }: TestReply, about: string): void {
  assert.match(String(headers['content-type']), /^text\/html/, about)
  assert.match(String(headers['content-security-policy']), /^default-src 'self'; object-src 'none'/)
  assert.doesNotMatch(text.replaceAll(tag, ''), /[<>]/, about)
  for (const [, name = '', attributes = ''] of text.matchAll(tag)) {
    assert.ok(elements.has(name.toLowerCase()), `${about} <${name}>`)
    const bare = attributes.replaceAll(/"[^"]*"/g, '""')
    assert.doesNotMatch(bare, /\son\w+=|srcdoc|\sstyle=|'/i, about)
    for (const [, url = ''] of attributes.matchAll(/\s(?:href|src|action|formaction)="([^"]*)"/g)) {
      assert.match(unescapeHtml(url), /^(?:\/(?!\/)|https?:\/\/|#content$)/, about)
    }
  }
  const scripts = [...text.matchAll(/<script\b([^>]*)>([^]*?)<\/script>/g)]
  for (const [, attributes = '', code] of scripts) {
    assert.equal(code, '', about)
    assert.match(attributes, /^ type="module" src="\/assets\//, about)
  }
}

test('what is typed into a form comes back as text', async (t) => {
  const browser = openBrowser(openTestApp(t))
  await browser.post('/links', { target: 'https://example.com', slug: 'abc' })
  for (const attack of attacks) {
    await browser.get('/')
    const fields = {
      target: attack, slug: attack, note: attack, expiresAt: attack, visitLimit: attack,
      redirect: attack, forwardQuery: attack,
    }
    const made = await browser.submit('/links', fields)
    assert.equal(made.status, 422, attack)
    checkPage(made, attack)
    assert.ok(unescapeHtml(made.text).includes(attack))
    await browser.get('/links/abc')
    const changed = await browser.submit('/links/abc', fields)
    assert.equal(changed.status, 422, attack)
    checkPage(changed, attack)
  }
})

test('what is stored is shown as text on every page', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  for (const [index, attack] of attacks.entries()) {
    const slug = `x-${index}`
    const target = `https://example.com/${attack}?q=${attack}#${attack}`
    const made = await browser.send('POST', '/api/links', { target, slug, note: attack })
    assert.equal(made.status, 201, made.text)
    await site.request('GET', `/${slug}`, { headers: {
      'user-agent': attack, 'referer': `https://${encodeURIComponent(attack)}.example/`,
    } })
    for (const path of ['/', `/?made=${slug}`, `/links/${slug}`, `/${slug}+`]) {
      checkPage(await browser.get(path), `${path} ${attack}`)
    }
    await browser.send('PATCH', `/api/links/${slug}`, { disabled: attack })
    for (const path of [`/links/${slug}`, `/${slug}`, `/${slug}+`]) {
      const page = await browser.get(path)
      checkPage(page, `${path} ${attack}`)
      assert.ok(unescapeHtml(page.text).includes(attack), `${path} ${attack}`)
    }
  }
})

test('what a URL contains is shown as text', async (t) => {
  const browser = openBrowser(openTestApp(t))
  await browser.post('/links', { target: 'https://example.com', slug: 'abc' })
  for (const attack of attacks) {
    const text = encodeURIComponent(attack)
    const paths = [
      `/${text}`, `/${text}+`, `/links/${text}`, `/?search=${text}`, `/?made=${text}`,
      `/?cursor=${text}`, `/?sort=${text}`, `/links/abc?from=${text}&to=${text}`,
      `/links/abc?days=${text}`, `/links/${text}/qr.svg`, `/assets/${text}`, `/${text}/${text}`,
    ]
    for (const path of paths) checkPage(await browser.get(path), path)
  }
})

test('what a browser claims of itself is shown as text', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.post('/links', { target: 'https://example.com', slug: 'abc' })
  for (const attack of attacks) {
    await site.database.run(sql`
      insert into visits (link, at, is_person, referrer, browser, device, visitor)
      values (1, ${site.clock.now}, 1, ${attack}, ${attack}, ${attack}, x'00')`)
  }
  const page = await browser.get('/links/abc')
  checkPage(page, 'sources')
  for (const attack of attacks) assert.ok(unescapeHtml(page.text).includes(attack), attack)
})

test('a password page never shows a wrong password again', async (t) => {
  const browser = openBrowser(openTestApp(t))
  const link = { target: 'https://example.com', slug: 'abc', password: 'x' }
  await browser.send('POST', '/api/links', link)
  const page = await browser.post('/abc', { password: attacks[0] ?? '' })
  checkPage(page, 'password')
  assert.ok(!unescapeHtml(page.text).includes('alert(1)'))
})

test('a target that is shown as a link can only be one of the web', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  await browser.post('/links', { target: 'https://example.com', slug: 'abc' })
  // As if something else had written into the database.
  await site.database.run(sql`update links set target = 'javascript:alert(1)'`)
  for (const path of ['/links/abc', '/?made=abc']) {
    const { text } = await browser.get(path)
    assert.doesNotMatch(text, /href="javascript:/)
    assert.match(text, /href="about:invalid#blocked"/)
  }
})

test('a program gets JSON that no browser takes for a page', async (t) => {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const link = { target: 'https://example.com', slug: 'abc', note: attacks[0] }
  await browser.send('POST', '/api/links', link)
  for (const path of ['', '/abc', '/export', '/export?format=csv']) {
    const { headers } = await browser.get(`/api/links${path}`)
    assert.match(String(headers['content-type']), /^(?:application\/json|text\/csv)/, path)
    assert.equal(headers['x-content-type-options'], 'nosniff')
    assert.match(String(headers['content-security-policy']), /default-src 'none'/)
  }
})
