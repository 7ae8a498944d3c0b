// What somebody meets who follows a link that does not simply lead on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeLink } from './links.ts'
import { useStage } from './stage.ts'
import { named } from './webdriver.ts'

const { options, enter } = useStage()

const status = 'return performance.getEntriesByType("navigation")[0].responseStatus'

test('a link that was switched off says why, until it is switched on again', options, async () => {
  const { browser, shortener, target } = enter()
  const slug = await makeLink(enter())
  await browser.follow(named('Clicks and settings'))
  await browser.fill('Reason, shown to visitors', 'The event is over')
  await browser.follow(named('Switch off'))
  assert.equal(await browser.text('h1 .badge'), 'off')
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.equal(await browser.executeScript(status), 410)
  assert.equal(await browser.text('h1'), 'This link has ended')
  assert.match(await browser.text('main'), /The event is over/)
  await browser.visit(`${shortener.origin}/links/${slug}`)
  await browser.follow(named('Switch on again'))
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.equal(await browser.url(), `${target.origin}/arrived`)
})

test('a link with a password asks for it and leads on', options, async () => {
  const { browser, shortener, target } = enter()
  const slug = await makeLink(enter(), { 'Password': 'correct horse' })
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.equal(await browser.text('h1'), 'This link has a password')
  await browser.fill('Password', 'wrong horse')
  await browser.follow(named('Continue'))
  assert.equal(await browser.executeScript(status), 403)
  assert.equal(await browser.text('.error'), 'This is not the password.')
  assert.deepEqual(target.arrivals, [])
  await browser.fill('Password', 'correct horse')
  await browser.follow(named('Continue'))
  assert.equal(await browser.url(), `${target.origin}/arrived`)
  assert.deepEqual(target.arrivals, ['GET /arrived'])
})

test('a wrong password is tied to its field', options, async () => {
  const { browser, shortener } = enter()
  const slug = await makeLink(enter(), { 'Password': 'correct horse' })
  await browser.visit(`${shortener.origin}/${slug}`)
  await browser.fill('Password', 'wrong horse')
  await browser.follow(named('Continue'))
  assert.equal(await browser.attribute('#password', 'aria-invalid'), 'true')
  const [error] = String(await browser.attribute('#password', 'aria-describedby')).split(' ')
  assert.equal(await browser.text(`#${error}`), 'This is not the password.')
})

test('a one-time link has a button that leads on once', options, async () => {
  const { browser, shortener, target } = enter()
  const slug = await makeLink(enter(), { 'Visit limit': '1' })
  await browser.visit(`${shortener.origin}/${slug}`)
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.equal(await browser.text('h1'), 'This link works once')
  assert.deepEqual(target.arrivals, [], 'looking at the page does not use it up')
  await browser.follow(named('Continue'))
  assert.equal(await browser.url(), `${target.origin}/arrived`)
  await browser.visit(`${shortener.origin}/${slug}`)
  assert.equal(await browser.executeScript(status), 410)
  assert.match(await browser.text('main'), /they are used up/)
})

test('a plus shows where a link leads, without going there', options, async () => {
  const { browser, shortener, target } = enter()
  const slug = await makeLink(enter())
  await browser.visit(`${shortener.origin}/${slug}+`)
  assert.equal(await browser.text('h1'), `Where /${slug} leads`)
  assert.equal(await browser.text('.address'), `${target.origin}/arrived`)
  assert.deepEqual(target.arrivals, [])
  await browser.follow(named('Go there'))
  assert.equal(await browser.url(), `${target.origin}/arrived`)
})

test('a link can be reported', options, async () => {
  const { browser, shortener } = enter()
  const slug = await makeLink(enter())
  await browser.visit(`${shortener.origin}/${slug}+`)
  await browser.click('#reason option[value=spam]')
  await browser.fill('Details', 'It came in a letter')
  await browser.follow(named('Report'))
  assert.equal(await browser.text('h1'), 'Thank you')
  assert.match(await browser.text('main'), new RegExp(`Your report about /${slug} was stored`))
})

test('an unknown name offers a form to make it, filled in', options, async () => {
  const { browser, shortener } = enter()
  await browser.visit(`${shortener.origin}/no-such-name`)
  assert.equal(await browser.executeScript(status), 404)
  const ownName = 'return document.querySelector("#slug").value'
  assert.equal(await browser.executeScript(ownName), 'no-such-name')
  await browser.fill('Long URL', 'https://example.com/')
  await browser.follow(named('Shorten'))
  assert.equal(await browser.attribute('.short a', 'href'), `${shortener.origin}/no-such-name`)
})

test('a browser that has links can use the form of an unknown name too', options, async () => {
  const { browser, shortener } = enter()
  await makeLink(enter())
  await browser.visit(`${shortener.origin}/still-free`)
  await browser.fill('Long URL', 'https://example.com/')
  await browser.follow(named('Shorten'))
  assert.equal(await browser.attribute('.short a', 'href'), `${shortener.origin}/still-free`)
})

test('a form that was open before the first link was made loses nothing', options, async () => {
  const { browser, shortener } = enter()
  await browser.visit(shortener.origin)
  const makeElsewhere = `return fetch('/links', {
    method: 'POST', body: new URLSearchParams({ target: 'https://example.com/' }),
  }).then(({ status }) => status)`
  assert.equal(await browser.executeScript(makeElsewhere), 200)
  await browser.fill('Long URL', 'https://example.com/second')
  await browser.follow(named('Shorten'))
  // It may come back with what was typed and a new token, to be sent once more.
  if (await browser.shows('#target')) await browser.follow(named('Shorten'))
  assert.equal(await browser.text('.leads'), 'leads to https://example.com/second')
})
