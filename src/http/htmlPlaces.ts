// Tells which part of a page each value of a template is in: what's harmless in text may run in a
// script. It looks once at each template, at the text that the programmer wrote.
// Lesson: html-without-xss (core)

/** `url` is an attribute such as href where the value comes first, and so chooses the scheme. */
export type Place = 'text' | 'attribute' | 'url' | 'tag' | 'script'

const known = new WeakMap<TemplateStringsArray, readonly Place[]>()

/**
 * Finds the place of each value of a template.
 *
 * Throws a TypeError for a value inside an attribute that holds code or markup.
 */
export function placesOf(strings: TemplateStringsArray): readonly Place[] {
  let places = known.get(strings)
  if (places === undefined) {
    places = strings.slice(1).map((_, index) => placeAfter(strings.slice(0, index + 1).join('')))
    known.set(strings, places)
  }
  return places
}

const attributes = /(?:"[^"]*"|'[^']*'|[^"'>])*/.source
const openScript = new RegExp(`<(script|style)\\b${attributes}>(?:(?!</\\1)[^])*$`, 'i')
const openTag = new RegExp(`</?(?:[a-z]${attributes})?$`, 'i')
const name = /(?<=[\s"'/])([^\s"'<>/=]+)/.source
const openValue = /(?:"([^"]*)|'([^']*))/.source
const openAttribute = new RegExp(`<[a-z]${attributes}${name}\\s*=\\s*${openValue}$`, 'i')

const codeAttribute = /^(?:on.*|style|srcdoc)$/i
const urlAttribute = /^(?:.*:)?(?:href|src|action|formaction)$/i

function placeAfter(before: string): Place {
  if (openScript.test(before)) return 'script'
  if (openTag.test(before)) return 'tag'
  const [, attribute, ...values] = openAttribute.exec(before) ?? []
  if (attribute === undefined) return 'text'
  if (codeAttribute.test(attribute)) {
    throw new TypeError(`Cannot place a value in the ${attribute} attribute: a browser runs it`)
  }
  const isFirst = values.join('').trim() === ''
  return isFirst && urlAttribute.test(attribute) ? 'url' : 'attribute'
}
