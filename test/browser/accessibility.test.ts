// The check for accessibility finds what it looks for: each row is a page with one barrier.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { useStage } from './stage.ts'

const { options, enter } = useStage()

const accessibility = readFileSync(join(import.meta.dirname, 'accessibility.js'), 'utf8')

const goodBody = `<style>a, button, input { display: inline-block; padding: 12px }</style>
<a class="skip" href="#content">Skip to the content</a>
<header><nav aria-label="Site"><a href="/">Start</a></nav></header>
<main id="content"><h1>Title</h1></main><footer>End</footer>`

// Markup to add to a good page, and what is found then.
const rows = [
  { markup: '', finds: [] },
  { markup: '<h1>Again</h1>', finds: ['The page needs one h1'] },
  { markup: '<h3>Deep</h3>', finds: ['<h3> "Deep" jumps over a level'] },
  { markup: '<h2>Deep</h2><h3>Deeper</h3><h2>Up</h2>', finds: [] },
  { markup: '<p id="a">A</p><p id="a">B</p>', finds: ['The id "a" is there twice'] },
  {
    markup: '<section aria-labelledby="none">A</section>',
    finds: ['<section> "A": aria-labelledby names "none", which is not there'],
  },
  { markup: '<a href="#none">A</a>', finds: ['<a> "A" leads to nothing on the page'] },
  { markup: '<p tabindex="1">A</p>', finds: ['<p> "A" changes the order of the Tab key'] },
  { markup: '<nav>A</nav>', finds: ['<nav> "A" has no name'] },
  { markup: '<button></button>', finds: [/^<button> "" has no name/] },
  { markup: '<button aria-label="Save"></button>', finds: [] },
  { markup: '<button><svg role="img" aria-label="Save"></svg></button>', finds: [] },
  { markup: '<input placeholder="Name">', finds: [/^<input> "" has no name/] },
  { markup: '<label>Name <input></label>', finds: [] },
  { markup: '<input aria-label="Name">', finds: [] },
  {
    markup: '<label>Name <input id="name" aria-invalid="true"></label>',
    finds: ['<input> "name" is wrong and does not say why'],
  },
  { markup: '<img>', finds: ['<img> "" has no text', '<img> "" did not load: '] },
  { markup: '<img alt="A">', finds: ['<img> "" did not load: '] },
  { markup: '<svg></svg>', finds: ['<svg> "" is neither named nor hidden'] },
  { markup: '<svg aria-hidden="true"></svg><svg role="img" aria-label="A"></svg>', finds: [] },
  {
    markup: '<table><tr><th>A</table>',
    finds: ['<th> "A" does not say what it is the head of'],
  },
  {
    markup: '<button style="height: 23px; padding: 0">Save</button>',
    finds: ['<button> "Save" is hard to hit'],
  },
  { markup: '<p style="color: #767676">A</p>', finds: [] },
  { markup: '<p style="color: #777">A</p>', finds: ['<p> "A" is hard to read: 4.48 to 1'] },
  {
    markup: '<p style="color: #fff; background: rgb(0 0 0 / 0.4)">A</p>',
    finds: ['<p> "A" is hard to read: 2.85 to 1'],
  },
  {
    markup: '<p style="color: color-mix(in srgb, black 20%, white)">A</p>',
    finds: ['<p> "A" is hard to read: 1.61 to 1'],
  },
  { markup: '<p style="color: #777; display: none">A</p>', finds: [] },
  {
    markup: '<div style="overflow-x: auto"><p style="width: 3000px">A</p></div>',
    finds: ['<div> "A" can\'t be scrolled with the keyboard'],
  },
  {
    markup: '<div style="overflow-x: auto" tabindex="0" role="group" aria-label="A">'
      + '<p style="width: 3000px">A</p></div>',
    finds: [],
  },
  {
    markup: '<div style="overflow-x: auto"><p style="width: 3000px"><a href="/">A</a></p></div>',
    finds: [],
  },
  {
    markup: '<label>Name <input id="name" style="border: 1px solid #aaa"></label>',
    finds: ['The edge of <input> "name" is hard to see: 2.32 to 1'],
  },
]

test('each barrier is found, and what is none is not', options, async () => {
  for (const { markup, finds } of rows) {
    const found = await findBarriers(goodBody.replace('</main>', `${markup}</main>`))
    assertFound(found, finds, markup)
  }
})

// What to take out of a good page, and what is found then.
const losses = [
  { loss: 'lang="en"', finds: ['The page does not say its language'] },
  { loss: '<title>Page</title>', finds: ['The page has no title'] },
  { loss: '<h1>Title</h1>', finds: ['The page needs one h1'] },
  { loss: '<footer>End</footer>', finds: ['The page needs one footer'] },
  { loss: 'class="skip"', finds: ['<a> "Skip to the content" is in no landmark'] },
  { loss: 'href="#content"', finds: ['The first stop does not skip to the content'] },
]

test('what a page lacks is found', options, async () => {
  for (const { loss, finds } of losses) assertFound(await findBarriers(goodBody, loss), finds, loss)
})

async function findBarriers(body: string, loss = ''): Promise<unknown> {
  const { browser, target } = enter()
  const page = `<!doctype html><html lang="en"><title>Page</title><body>${body}`.replace(loss, '')
  if (await browser.url() !== `${target.origin}/`) await browser.visit(target.origin)
  const write = 'document.open(); document.write(arguments[0]); document.close()'
  return browser.executeScript(`${write}\n${accessibility}\nreturn findBarriers()`, page)
}

function assertFound(found: unknown, finds: readonly (string | RegExp)[], message: string): void {
  assert.ok(Array.isArray(found))
  assert.equal(found.length, finds.length, `${message}: ${found.join(', ')}`)
  for (const [index, sentence] of finds.entries()) {
    if (typeof sentence === 'string') assert.equal(found[index], sentence)
    else assert.match(String(found[index]), sentence)
  }
}
