// Runs in a page and finds what would shut somebody out: rules of WCAG 2.2 that can be measured.
// Each rule gives sentences, and none of them means that nothing was found.

const textFields = 'input:not([type=checkbox], [type=hidden]), textarea, select'
const colors = new Map()

/** Gives a sentence for every broken rule of the page as it is shown now. */
function findBarriers() {
  const rules = [
    checkDocument, checkHeadings, checkLandmarks, checkReferences, checkNames, checkPictures,
    checkTables, checkSizes, checkTextContrast, checkFieldContrast,
    checkScrolling,
  ]
  return rules.flatMap((rule) => rule())
}

function checkDocument() {
  const viewport = document.querySelector('meta[name=viewport]')?.content ?? ''
  return [
    ...unless(document.documentElement.lang !== '', 'The page does not say its language'),
    ...unless(document.title.trim() !== '', 'The page has no title'),
    ...unless(!/user-scalable=no|maximum-scale/.test(viewport), 'The page cannot be enlarged'),
    ...all('[tabindex]').filter((element) => element.tabIndex > 0)
      .map((element) => `${name(element)} changes the order of the Tab key`),
  ]
}

function checkHeadings() {
  const headings = seen('h1, h2, h3, h4, h5, h6')
  const levels = headings.map(({ tagName }) => Number(tagName[1]))
  const jumps = headings.filter((_, index) => levels[index] > (levels[index - 1] ?? 0) + 1)
  return [
    ...unless(levels.filter((level) => level === 1).length === 1, 'The page needs one h1'),
    ...jumps.map((heading) => `${name(heading)} jumps over a level`),
    ...headings.filter(isNameless).map((heading) => `${name(heading)} is empty`),
  ]
}

function checkLandmarks() {
  const outside = [...document.body.children]
    .filter((element) => !element.matches('header, main, footer, nav, a.skip') && isSeen(element))
  const skip = document.querySelector('a[href], button, input')
  const once = ['header', 'main', 'footer']
    .filter((landmark) => all(`body > ${landmark}`).length !== 1)
  return [
    ...once.map((landmark) => `The page needs one ${landmark}`),
    ...outside.map((element) => `${name(element)} is in no landmark`),
    ...unless(skip?.hash === '#content', 'The first stop does not skip to the content'),
    ...all('nav:not([aria-label], [aria-labelledby])').map((nav) => `${name(nav)} has no name`),
  ]
}

function checkReferences() {
  const ids = all('[id]').map(({ id }) => id)
  const pointing = ['for', 'aria-labelledby', 'aria-describedby', 'aria-controls']
  const missing = pointing.flatMap((attribute) => all(`[${attribute}]`).flatMap((element) =>
    element.getAttribute(attribute).split(/\s+/).filter((id) => !ids.includes(id))
      .map((id) => `${name(element)}: ${attribute} names "${id}", which is not there`)))
  const anchors = all('a[href^="#"]').filter(({ hash }) => !ids.includes(hash.slice(1)))
  const repeated = ids.filter((id, index) => ids.indexOf(id) !== index)
  return [
    ...repeated.map((id) => `The id "${id}" is there twice`),
    ...missing,
    ...anchors.map((anchor) => `${name(anchor)} leads to nothing on the page`),
    ...all('[aria-invalid=true]:not([aria-describedby*=error])')
      .map((field) => `${name(field)} is wrong and does not say why`),
  ]
}

function checkNames() {
  return seen('a[href], button, summary, input:not([type=hidden]), select, textarea')
    .filter(isNameless)
    .map((element) => `${name(element)} has no name: ${element.outerHTML.slice(0, 100)}`)
}

function checkPictures() {
  const drawings = all('svg').filter((svg) => svg.getAttribute('aria-hidden') !== 'true')
  return [
    ...all('img:not([alt])').map((image) => `${name(image)} has no text`),
    ...all('img').filter((image) => image.complete && image.naturalWidth === 0)
      .map((image) => `${name(image)} did not load: ${image.src}`),
    ...drawings.filter((svg) => !svg.matches('[role=img][aria-label], [role=group][aria-label]:has(a)'))
      .map((svg) => `${name(svg)} is neither named nor hidden`),
  ]
}

function checkTables() {
  return all('th:not([scope])').map((cell) => `${name(cell)} does not say what it is the head of`)
}

// WCAG 2.5.8: 24 pixels each way, but for links in a sentence.
function checkSizes() {
  return seen('button, .button, summary, nav a, input:not([type=hidden]), select, textarea')
    .filter((element) => {
      const target = element.type === 'checkbox' ? element.labels[0] : element
      const { width, height } = target.getBoundingClientRect()
      return width < 24 || height < 24
    })
    .map((element) => `${name(element)} is hard to hit`)
}

// WCAG 1.4.3: 4.5 to 1. Large text would need less, and gets no allowance here.
function checkTextContrast() {
  const leaves = [...document.body.querySelectorAll('*')].filter((element) =>
    [...element.childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== ''))
  const texts = leaves.filter((element) => isSeen(element) && !element.closest('svg, noscript'))
    .map((element) => [element, getComputedStyle(element).color])
  const typed = seen(textFields)
    .map((field) => [field, getComputedStyle(field).color])
  const placeholders = seen('input[placeholder]')
    .map((field) => [field, getComputedStyle(field, '::placeholder').color])
  return [...texts, ...typed, ...placeholders].flatMap(([element, color]) => {
    const ratio = contrast(color, element)
    return unless(ratio >= 4.5, `${name(element)} is hard to read: ${ratio.toFixed(2)} to 1`)
  })
}

// WCAG 1.4.11: 3 to 1 between the edge of a field and what is around it.
function checkFieldContrast() {
  return seen(textFields).flatMap((field) => {
    const ratio = contrast(getComputedStyle(field).borderTopColor, field.parentElement)
    return unless(ratio >= 3, `The edge of ${name(field)} is hard to see: ${ratio.toFixed(2)} to 1`)
  })
}

// WCAG 2.1.1: the arrow keys scroll what has the focus, or has something inside that can get it.
function checkScrolling() {
  const reachable = 'a[href], button, summary, input:not([type=hidden]), select, textarea'
  return seen('main *')
    .filter((element) => element.scrollWidth > element.clientWidth + 1
      && /auto|scroll/.test(getComputedStyle(element).overflowX)
      && !element.matches(`[tabindex="0"], ${reachable}`)
      && element.querySelector(`[tabindex="0"], ${reachable}`) === null)
    .map((element) => `${name(element)} can't be scrolled with the keyboard`)
}

/** The contrast of a colour to the background of an element (WCAG, contrast ratio). */
function contrast(color, element) {
  const background = backgroundOf(element)
  const lights = [luminance(over(rgba(color), background)), luminance(background)]
  return (Math.max(...lights) + 0.05) / (Math.min(...lights) + 0.05)
}

// The backgrounds of all ancestors, laid over each other from the page up.
function backgroundOf(element) {
  const parent = element.parentElement
  const behind = parent === null ? [255, 255, 255, 1] : backgroundOf(parent)
  return over(rgba(getComputedStyle(element).backgroundColor), behind)
}

function over([red, green, blue, alpha], behind) {
  const mixed = [red, green, blue].map((value, at) => value * alpha + behind[at] * (1 - alpha))
  return [...mixed, 1]
}

// A canvas understands every way to write a colour, color-mix() too. A page has few colours and
// asks for them again and again, and to make a canvas takes long.
function rgba(color) {
  if (!colors.has(color)) colors.set(color, readColor(color))
  return colors.get(color)
}

function readColor(color) {
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  context.fillStyle = color
  context.fillRect(0, 0, 1, 1)
  const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data
  return [red, green, blue, alpha / 255]
}

function luminance(color) {
  const [red, green, blue] = color.map((value) => {
    const share = value / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function isNameless(element) {
  const labels = [...element.labels ?? []].map((label) => label.textContent)
  const named = (element.getAttribute('aria-labelledby') ?? '').split(/\s+/)
    .map((id) => document.getElementById(id)?.textContent)
  const alternatives = [...element.querySelectorAll('[alt], [aria-label]')]
    .map((inner) => inner.getAttribute('alt') ?? inner.getAttribute('aria-label'))
  const isField = element.matches('input, select, textarea')
  const texts = [element.getAttribute('aria-label'), ...labels, ...named, ...alternatives]
  return [...texts, isField ? '' : element.textContent].every((text) => !text?.trim())
}

function all(selector) {
  return [...document.querySelectorAll(selector)]
}

function seen(selector) {
  return all(selector).filter(isSeen)
}

// Text for screen readers alone is one pixel large, or waits beyond the left edge for the focus.
function isSeen(element) {
  const { width, height, right } = element.getBoundingClientRect()
  if (width <= 1 || height <= 1 || right <= 0) return false
  return element.checkVisibility({ visibilityProperty: true })
}

function name(element) {
  const text = (element.id || element.textContent).trim().replace(/\s+/g, ' ').slice(0, 40)
  return `<${element.tagName.toLowerCase()}> "${text}"`
}

function unless(isTrue, sentence) {
  return isTrue ? [] : [sentence]
}
