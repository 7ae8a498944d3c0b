// Reads the QR code in a picture as a camera would, and says what makes that hard.

import { decodeQr, QrError } from '../../src/course/check/qrReader.ts'
import { dark, light, paint, unpainted, type Raster } from './svgRaster.ts'
import type { Picture } from './svgShapes.ts'

export type Reading =
  | { id: 'read'; text: string }
  | {
    id: 'qr-no-background' | 'qr-no-quiet-zone' | 'qr-unreadable'
    detail: string
  }

type Box = { left: number; top: number; width: number; height: number }
type Found = { box: Box; modules: boolean[][]; text: string }

const quietZone = 4
const largest = 1_000
const otherSizes = [333, 160, 100]
const mostVersions = 10

/** Reads the code in a picture, at several sizes. */
export function readQr(picture: Picture): Reading {
  const raster = paint(picture, largest)
  const found = findCode(raster, dark)
  if (found === undefined) return explain(raster)
  const trouble = judgeModules(raster, found) ?? judgeBackground(raster, found)
    ?? judgeZone(raster, found)
  if (trouble !== undefined) return trouble
  for (const side of otherSizes) {
    const smaller = paint(picture, side)
    // The same modules have the same text: then it needn't be decoded again.
    if (hasModules(smaller, found) || findCode(smaller, dark)?.text === found.text) continue
    const detail = `it can be read in a picture of ${largest} pixels, and not in one of ${side}`
    return { id: 'qr-unreadable', detail }
  }
  return { id: 'read', text: found.text }
}

function hasModules(raster: Raster, { modules }: Found): boolean {
  const box = boxOf(raster, dark)
  if (box === undefined) return false
  const other = modulesIn(raster, { color: dark, box, count: modules.length })
  return modules.every((row, down) => row.every((each, right) => each === other[down]?.[right]))
}

function explain(raster: Raster): Reading {
  const isInverted = findCode(raster, light) !== undefined
    || findCode(raster, light, boxOf(raster, dark)) !== undefined
  if (isInverted) {
    return { id: 'qr-unreadable', detail: 'it can be read when dark and light are exchanged' }
  }
  const box = boxOf(raster, dark)
  if (box === undefined) return { id: 'qr-unreadable', detail: 'nothing in the picture is dark' }
  for (const modules of allSizes(raster, dark, box)) {
    if (turns(transpose(modules)).some((each) => typeof tryToRead(each) === 'string')) {
      return { id: 'qr-unreadable', detail: 'it can be read when rows and columns are exchanged' }
    }
  }
  const problems = [...allSizes(raster, dark, box)].map(tryToRead)
    .filter((each) => each instanceof Error)
  const closest = problems.find(({ message }) => !/patterns/.test(message)) ?? problems[0]
  return { id: 'qr-unreadable', detail: closest?.message ?? 'there is no code' }
}

// The version isn't known beforehand: only one of them can be read.
function findCode(raster: Raster, color: number, box = boxOf(raster, color)): Found | undefined {
  if (box === undefined) return undefined
  for (const modules of allSizes(raster, color, box)) {
    for (const turned of turns(modules)) {
      const text = tryToRead(turned)
      if (typeof text === 'string') return { box, modules, text }
    }
  }
  return undefined
}

function tryToRead(modules: readonly (readonly boolean[])[]): string | Error {
  try {
    return decodeQr(modules).text
  } catch (error) {
    if (error instanceof QrError || error instanceof RangeError) return error
    throw error
  }
}

function* allSizes(raster: Raster, color: number, box: Box): Generator<boolean[][]> {
  for (let version = 1; version <= mostVersions; version += 1) {
    yield modulesIn(raster, { color, box, count: 17 + 4 * version })
  }
}

function modulesIn(
  { side, pixels }: Raster, { color, box, count }: { color: number; box: Box; count: number },
): boolean[][] {
  const centers = Array.from({ length: count }, (_, index) => (index + 0.5) / count)
  const columns = centers.map((x) => Math.floor(box.left + x * box.width))
  return centers.map((y) => {
    const start = Math.floor(box.top + y * box.height) * side
    return columns.map((column) => pixels[start + column] === color)
  })
}

// A camera can be held in any direction, but it isn't a mirror.
function turns(modules: boolean[][]): boolean[][][] {
  const quarter = (each: boolean[][]) => transpose(each).map((row) => row.toReversed())
  const [second, third] = [quarter(modules), quarter(quarter(modules))]
  return [modules, second, third, quarter(third)]
}

function transpose(modules: readonly (readonly boolean[])[]): boolean[][] {
  return modules.map((_, index) => modules.map((row) => row[index] ?? false))
}

function boxOf({ side, pixels }: Raster, color: number): Box | undefined {
  let [left, right, top, bottom] = [side, -1, side, -1]
  for (let row = 0; row < side; row += 1) {
    const line = pixels.subarray(row * side, (row + 1) * side)
    const first = line.indexOf(color)
    if (first === -1) continue
    left = Math.min(left, first)
    right = Math.max(right, line.lastIndexOf(color))
    top = Math.min(top, row)
    bottom = row
  }
  if (right === -1) return undefined
  return { left, top, width: right - left + 1, height: bottom - top + 1 }
}

function judgeBackground({ side, pixels }: Raster, { box, modules }: Found): Reading | undefined {
  const zone = quietZone * box.width / modules.length - 1
  const [first, last] = [Math.max(0, box.left - zone), Math.min(side, box.left + box.width + zone)]
  const end = Math.min(side, box.top + box.height + zone)
  for (let row = Math.max(0, Math.ceil(box.top - zone)); row < end; row += 1) {
    const line = pixels.subarray(row * side + Math.ceil(first), row * side + Math.floor(last))
    if (!line.includes(unpainted)) continue
    return { id: 'qr-no-background', detail: 'the light parts of the picture are transparent' }
  }
  return undefined
}

function judgeZone({ side }: Raster, { box, modules }: Found): Reading | undefined {
  const module = box.width / modules.length
  const { left, top, width, height } = box
  const margins = { left, top, right: side - left - width, bottom: side - top - height }
  for (const [name, margin] of Object.entries(margins)) {
    if (margin + 1.5 >= quietZone * module) continue
    const detail = `${name}: ${(margin / module).toFixed(1)} modules`
    return { id: 'qr-no-quiet-zone', detail }
  }
  return undefined
}

// A pixel beside the edge of a module can belong to either side.
function judgeModules({ side, pixels }: Raster, { box, modules }: Found): Reading | undefined {
  if (Math.abs(box.width - box.height) > 2) {
    const detail = `a module is ${(box.width / box.height).toFixed(2)} times as wide as high`
    return { id: 'qr-unreadable', detail }
  }
  const module = box.width / modules.length
  const insideOf = (index: number): number => {
    const place = (index + 0.5) / module
    const part = (place - Math.floor(place)) * module
    return part < 1.5 || part > module - 1.5 ? -1 : Math.floor(place)
  }
  const columns = Int16Array.from({ length: box.width }, (_, index) => insideOf(index))
  for (let down = 0; down < box.height; down += 1) {
    const line = insideOf(down)
    if (line === -1) continue
    const start = (box.top + down) * side + box.left
    const wrong = columns.findIndex((column, right) =>
      column !== -1 && modules[line]?.[column] !== (pixels[start + right] === dark))
    if (wrong === -1) continue
    const place = `row ${line}, column ${columns[wrong]}`
    return { id: 'qr-unreadable', detail: `the module in ${place} is partly dark, partly light` }
  }
  return undefined
}
