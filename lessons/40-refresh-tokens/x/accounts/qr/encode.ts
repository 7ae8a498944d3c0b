// Turns text into a QR code (ISO/IEC 18004:2015). Each step is a file of its own: text to bytes
// with check bytes (codewords.ts), the fixed patterns (patterns.ts, information.ts), data in the
// free modules (placement.ts), and the mask that is easiest to read (masks.ts).
// Lesson: the-page (appendix)

import { capacityOf, dataCodewords, interleave } from './codewords.ts'
import { Grid, type QrMatrix } from './grid.ts'
import { drawFormat, drawVersion } from './information.ts'
import { masks, penaltyOf } from './masks.ts'
import { drawPatterns } from './patterns.ts'
import { bitAt, dataPlaces } from './placement.ts'
import { lastVersion, planOf, type QrLevel, type QrPlan } from './tables.ts'

/**
 * Encodes text as a QR code: rows of modules, `true` is dark, without the quiet zone.
 *
 * The text is stored as UTF-8 in byte mode. The symbol is the smallest that holds it, 21 to 177
 * modules wide. Throws a `RangeError` when the text fits into none.
 */
export function encodeQr(text: string, level: QrLevel = 'M'): QrMatrix {
  const bytes = new TextEncoder().encode(text)
  const plan = smallestPlan(bytes.length, level)
  const codewords = interleave(dataCodewords(bytes, plan), plan)
  return drawSymbol(codewords, plan)
}

/** Draws the codewords of a symbol with each of the eight masks, and returns the most readable. */
function drawSymbol(codewords: readonly number[], plan: QrPlan): QrMatrix {
  const grid = new Grid(plan.size)
  drawPatterns(grid, plan.alignment)
  drawVersion(grid, plan.version)
  drawFormat(grid, plan.level, 0) // keeps these modules from the data; each mask redraws them
  const places = dataPlaces(grid)

  const symbols = masks.map((flips, mask) => {
    drawFormat(grid, plan.level, mask)
    places.forEach(([row, column], index) => {
      grid.set(row, column, bitAt(codewords, index) !== flips(row, column))
    })
    const matrix = grid.toMatrix()
    return { matrix, penalty: penaltyOf(matrix) }
  })
  return symbols.reduce((best, next) => (next.penalty < best.penalty ? next : best)).matrix
}

function smallestPlan(length: number, level: QrLevel): QrPlan {
  for (let version = 1; version <= lastVersion; version++) {
    const plan = planOf(version, level)
    if (length <= capacityOf(plan)) return plan
  }
  const most = capacityOf(planOf(lastVersion, level))
  throw new RangeError(
    `Cannot encode ${length} bytes as a QR code: level ${level} holds at most ${most}`,
  )
}
