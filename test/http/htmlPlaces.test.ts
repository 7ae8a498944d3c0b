import assert from 'node:assert/strict'
import test from 'node:test'
import { placesOf, type Place } from '../../src/http/htmlPlaces.ts'

/** Gives the strings of a template, as a tag function gets them. */
function template(strings: TemplateStringsArray, ..._values: unknown[]): TemplateStringsArray {
  return strings
}

test('each value has its place', () => {
  const rows: [strings: TemplateStringsArray, places: Place[]][] = [
    [template`none`, []],
    [template`${1}`, ['text']],
    [template`<p>${1}</p>${2}`, ['text', 'text']],
    [template`<p class="${1}">${2}</p>`, ['attribute', 'text']],
    [template`<p class='a ${1} b'>${2}</p>`, ['attribute', 'text']],
    [template`<p class = "${1}" id='${2}'>`, ['attribute', 'attribute']],
    [template`<a href="${1}">${2}</a>`, ['url', 'text']],
    [template`<a href="${1}${2}/${3}">`, ['url', 'url', 'attribute']],
    [template`<a href="/${1}">`, ['attribute']],
    [template`<a\n\thref\n=\n"\n${1}">`, ['url']],
    [template`<a title="'"href="${1}">`, ['url']],
    [template`<a/href="${1}">`, ['url']],
    [template`<a title="href=${1}">`, ['attribute']],
    [template`<img src="${1}" alt="${2}">`, ['url', 'attribute']],
    [template`<img data-src="${1}">`, ['attribute']],
    [template`<form action='${1}'><button formaction='${2}'>`, ['url', 'url']],
    [template`<use xlink:href="${1}">`, ['url']],
    [template`<p ${1} class="x" ${2}>${3}`, ['tag', 'tag', 'text']],
    [template`<p class=${1}>`, ['tag']],
    [template`<p class=x${1}>`, ['tag']],
    [template`<${1}></${2}>`, ['tag', 'tag']],
    [template`<script>${1}</script>${2}`, ['script', 'text']],
    [template`<script src="${1}">${2}</script>`, ['url', 'script']],
    [template`<style nonce="${1}">${2}</style>${3}`, ['attribute', 'script', 'text']],
    [template`<script>'<a href="${1}">'</script>`, ['script']],
    [template`<script></style>${1}`, ['script']],
    [template`<textarea>${1}</textarea>`, ['text']],
    [template`<!doctype html><!-- it's ${1} -->`, ['text']],
  ]
  for (const [strings, places] of rows) {
    assert.deepEqual(placesOf(strings), places, strings.join('${…}'))
  }
})

test('an attribute that holds code or markup takes no value', () => {
  const refused = [
    template`<a onclick="${1}">`,
    template`<a onclick='x(${1})'>`,
    template`<a class="${1}" ONLOAD="${2}">`,
    template`<a style="${1}">`,
    template`<a Style="color: ${1}">`,
    template`<iframe srcdoc="${1}">`,
  ]
  for (const strings of refused) {
    for (const _time of ['first', 'second']) assert.throws(() => placesOf(strings), TypeError)
  }
  const allowed = [template`<a data-onclick="${1}">`, template`<a no-style="${1}">`]
  assert.deepEqual(allowed.map(placesOf), [['attribute'], ['attribute']])
})

test('a template is looked at once', () => {
  const strings = template`<p>${1}</p>`
  assert.equal(placesOf(strings), placesOf(strings))
})
