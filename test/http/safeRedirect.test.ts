import assert from 'node:assert/strict'
import test from 'node:test'
import { nextPages } from '../../src/features/site/nextPages.ts'
import { safeRedirect } from '../../src/http/safeRedirect.ts'
import { addUser, email, openSignedIn, password } from '../features/users/accounts.ts'
import { openTestApp } from '../testApp.ts'
import { openBrowser } from '../testClients.ts'

test('a page of our own is kept', () => {
  const paths = [
    '/', '/account', '/account/keys?done=revoked', '/admin/users?search=a%20b', '/links/abc',
    '/logout', '/account?x=//y#top', '/account//b', '/account/%09/x', '/account/!~',
    '/oauth/authorize?redirect_uri=https%3A%2F%2Fapp.example%2F..%2F&state=/../a',
  ]
  for (const path of paths) assert.equal(safeRedirect(path, nextPages), path)
})

test('everything else leads home', () => {
  const others = [
    null,
    '',
    'account',
    '?a=1',
    ' /account',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n\\evil.example',
    '\t//evil.example',
    '/\t',
    '/account\n',
    '/account\r\nSet-Cookie: a=1',
    '/account/a b',
    '/account/\x7f',
    '/account/\0',
    '/account/é',
    'https://evil.example/account',
    'https:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    // A provider may sign somebody in without asking.
    '/login/with',
    // Short links.
    '/abc',
    '/abc?next=/account',
    '/abc/',
    '/abc+',
    '/accounts',
    '/./abc',
    '/account/../abc',
    '/account/%2e%2E/abc',
    '/account/.%2e/abc',
    '/account\\..\\abc',
    '/account/..//evil.example',
    '/admin/x/../../abc',
  ]
  for (const value of others) {
    assert.equal(safeRedirect(value, nextPages), '/', JSON.stringify(value))
  }
})

test('a browser stays on our own pages with whatever is kept', () => {
  const starts = ['/', '//', '/\\', '/\t', '/.', '/..', '/%2f', '/@', '/:', '/?', '/#', '/;', 'x:']
  const ends = ['', '/', '//', '\\', '\t/', '/evil.example', '//evil.example', '@evil.example']
  const all = starts.flatMap((start) => ends.map((end) => start + end))
  for (const value of [...all, ...all.map((each) => `/account${each}`)]) {
    const { host, pathname } = new URL(safeRedirect(value, nextPages), 'https://own.example')
    assert.equal(host, 'own.example', value)
    assert.match(pathname, /^\/(?:account(?:\/.*)?)?$/, value)
  }
})

test('neither a sign-in nor a confirmed password leads on to a short link', async (t) => {
  const site = openTestApp(t)
  const browser = await openSignedIn(site, await addUser(site, { role: 'admin' }))
  for (const next of ['/abc', '/admin/../abc']) {
    assert.equal((await browser.get(`/login?next=${next}`)).headers['location'], '/', next)
    const signedIn = await openBrowser(site).post('/login', { email, password, next })
    assert.equal(signedIn.headers['location'], '/', next)
    await browser.get(`/admin/confirm?next=${next}`)
    const confirmed = await browser.submit('/admin/confirm', { password, next })
    assert.deepEqual([confirmed.status, confirmed.headers['location']], [303, '/admin'], next)
  }
})
