// Reads the shapes of a simple SVG picture: groups, rectangles, and paths of straight lines. It
// names what it can't read.

/** Why a picture can't be read. */
export class SvgError extends Error {}

export type Point = readonly [x: number, y: number]

type Shape = {
  isDark: boolean
  isEvenOdd: boolean
  /** Closed outlines in the units of the picture, whose corner is at 0, 0. */
  outlines: readonly (readonly Point[])[]
}

export type Picture = { width: number; height: number; shapes: readonly Shape[] }

type Attributes = ReadonlyMap<string, string>
/** What an element passes on to those inside it. */
type State = {
  fill: string; rule: string; scaleX: number; scaleY: number; x: number; y: number
}

const token = /<\?[^]*?\?>|<!--[^]*?-->|<![^>]*>|<\/([\w:-]+)\s*>|<([\w:-]+)([^<>]*?)(\/?)>|[^<]+/y
const attribute = /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g
const readable = new Set(['svg', 'g', 'rect', 'path'])
const silent = new Set(['title', 'desc', 'metadata'])
const start: State = { fill: 'black', rule: 'nonzero', scaleX: 1, scaleY: 1, x: 0, y: 0 }

/** Reads a picture. Throws an SvgError. */
export function readSvg(text: string): Picture {
  const states: State[] = []
  const shapes: Shape[] = []
  let box: Box | undefined
  for (const tag of tagsOf(text)) {
    if (tag.isEnd) {
      states.pop()
      continue
    }
    const { name, attributes } = tag
    checkAttributes(name, attributes)
    if (name === 'svg') {
      if (box !== undefined) throw new SvgError('an <svg> inside another one')
      box = boxOf(attributes)
    }
    if (box === undefined) throw new SvgError(`<${name}> before <svg>`)
    const outer = states.at(-1) ?? { ...start, x: -box.left, y: -box.top }
    const state = stateOf(outer, attributes)
    if (!tag.isEmpty) states.push(state)
    const shape = shapeOf(tag, state, box)
    if (shape !== undefined) shapes.push(shape)
  }
  if (box === undefined) throw new SvgError('no <svg>')
  return { ...box, shapes }
}

type Tag = { name: string; attributes: Attributes; isEnd: boolean; isEmpty: boolean }
type Box = { left: number; top: number; width: number; height: number }

// The tags of all elements that have a shape, or shapes inside them.
function* tagsOf(text: string): Generator<Tag> {
  let silence = 0
  token.lastIndex = 0
  for (let at = 0; at < text.length; at = token.lastIndex) {
    const [whole, closed, opened, rest = '', slash] = token.exec(text) ?? []
    if (whole === undefined) throw new SvgError(`the text ${text.slice(at, at + 30)}`)
    const name = closed ?? opened
    if (name === undefined) continue
    const [isEnd, isEmpty] = [closed !== undefined, slash === '/']
    if (silent.has(name)) silence += isEnd ? -1 : isEmpty ? 0 : 1
    if (silence > 0 || silent.has(name)) continue
    if (!readable.has(name)) throw new SvgError(`the element <${name}>`)
    const attributes = new Map([...rest.matchAll(attribute)]
      .map(([, key = '', double, single]) => [key, double ?? single ?? '']))
    yield { name, attributes, isEnd, isEmpty }
  }
}

function shapeOf({ name, attributes }: Tag, state: State, box: Box): Shape | undefined {
  if (name === 'svg' || name === 'g') return undefined
  const outlines = name === 'rect'
    ? [rectangle(attributes, box)] : outlinesOf(attributes.get('d') ?? '')
  const isDark = readColor(state.fill)
  if (isDark === undefined) return undefined
  return {
    isDark, isEvenOdd: state.rule === 'evenodd',
    outlines: outlines.map((points) => points.map(([x, y]) =>
      [x * state.scaleX + state.x, y * state.scaleY + state.y])),
  }
}

// Attributes that change nothing about the shapes, or are read elsewhere.
const others = new Set([
  'xmlns', 'version', 'id', 'class', 'role', 'lang', 'width', 'height', 'viewBox',
  'shape-rendering', 'baseProfile', 'focusable',
])
const otherFamilies = /^(?:xmlns:|xml:|aria-|data-|stroke-)/
const known = new Map<string, RegExp>(Object.entries({
  fill: /./, 'fill-rule': /^(?:nonzero|evenodd)$/, transform: /./, d: /^/, x: /./, y: /./,
  stroke: /^(?:none|transparent)$/, opacity: /^1(?:\.0*)?$/, 'fill-opacity': /^1(?:\.0*)?$/,
  rx: /^0$/, ry: /^0$/, preserveAspectRatio: /^xMidYMid/,
}))

function checkAttributes(name: string, attributes: Attributes): void {
  for (const [key, value] of attributes) {
    if (others.has(key) || otherFamilies.test(key) || known.get(key)?.test(value.trim())) continue
    throw new SvgError(`the attribute ${key}="${value.slice(0, 40)}" of <${name}>`)
  }
}

// Without a viewBox, the size of the picture is its box.
function boxOf(attributes: Attributes): Box {
  const numbers = attributes.get('viewBox')?.trim().split(/[\s,]+/).map(Number)
    ?? [0, 0, parseFloat(attributes.get('width') ?? ''), parseFloat(attributes.get('height') ?? '')]
  const [left = 0, top = 0, width = 0, height = 0] = numbers
  const isGood = numbers.length === 4 && numbers.every(Number.isFinite)
  if (isGood && width > 0 && height > 0) return { left, top, width, height }
  throw new SvgError('an <svg> without a viewBox of four numbers')
}

function stateOf(outer: State, attributes: Attributes): State {
  const state = {
    ...outer, fill: attributes.get('fill')?.trim().toLowerCase() ?? outer.fill,
    rule: attributes.get('fill-rule')?.trim() ?? outer.rule,
  }
  const text = attributes.get('transform') ?? ''
  if (!/^\s*(?:(?:translate|scale)\s*\([^()]*\)[\s,]*)*$/.test(text)) {
    throw new SvgError(`the transform ${text.slice(0, 40)}`)
  }
  for (const [, kind, list = ''] of text.matchAll(/(translate|scale)\s*\(([^()]*)\)/g)) {
    const [first = 0, second] = list.trim().split(/[\s,]+/).map(Number)
    if (kind === 'translate') {
      state.x += first * state.scaleX
      state.y += (second ?? 0) * state.scaleY
    } else {
      state.scaleX *= first
      state.scaleY *= second ?? first
    }
  }
  return state
}

function rectangle(attributes: Attributes, { width, height }: Box): Point[] {
  const read = (name: string, whole: number): number => {
    const text = attributes.get(name)?.trim() ?? '0'
    const number = Number(text.replace(/%$|px$/, ''))
    if (!Number.isFinite(number)) throw new SvgError(`${name}="${text.slice(0, 40)}" of <rect>`)
    return text.endsWith('%') ? number / 100 * whole : number
  }
  const [x, y] = [read('x', width), read('y', height)]
  const [right, bottom] = [x + read('width', width), y + read('height', height)]
  return [[x, y], [right, y], [right, bottom], [x, bottom]]
}

// Every command may be followed by several groups of numbers.
function outlinesOf(text: string): Point[][] {
  const outlines: Point[][] = []
  let [x, y, command, current]: [number, number, string, Point[]] = [0, 0, '', []]
  const numbers: number[] = []
  for (const [part] of text.matchAll(/[a-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?|[^\s,]/gi)) {
    if (/^[MLHVZ]$/i.test(part)) {
      command = part
      if (!/z/i.test(part)) continue
      ;[x, y] = current[0] ?? [x, y]
      // What comes after Z without M begins where this outline began.
      current = []
      continue
    }
    const number = Number(part)
    if (!Number.isFinite(number) || command === '' || /z/i.test(command)) {
      throw new SvgError(`${part} in the d of <path>`)
    }
    numbers.push(number)
    const isPair = /[ML]/i.test(command)
    if (isPair && numbers.length < 2) continue
    const [first = 0, second = 0] = numbers.splice(0)
    const isRelative = command === command.toLowerCase()
    const from = [x, y] as const
    if (!/v/i.test(command)) x = first + (isRelative ? x : 0)
    if (isPair) y = second + (isRelative ? y : 0)
    if (/v/i.test(command)) y = first + (isRelative ? y : 0)
    const isNew = /m/i.test(command)
    if (isNew || current.length === 0) outlines.push(current = isNew ? [] : [from])
    current.push([x, y])
    if (isNew) command = isRelative ? 'l' : 'L'
  }
  return outlines
}

// Undefined for what isn't painted at all.
function readColor(text: string): boolean | undefined {
  if (text === 'none' || text === 'transparent') return undefined
  if (text === 'black' || text === 'currentcolor') return true
  if (text === 'white') return false
  const short = /^#([\da-f])([\da-f])([\da-f])$/.exec(text)?.slice(1).map((digit) => digit + digit)
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/.exec(text)?.slice(1)
  const parts = (short ?? long)?.map((hex) => parseInt(hex, 16))
    ?? /^rgb\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)\s*\)$/.exec(text)?.slice(1).map(Number)
  if (parts === undefined) throw new SvgError(`the color ${text.slice(0, 40)}`)
  const [red = 0, green = 0, blue = 0] = parts
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128
}
