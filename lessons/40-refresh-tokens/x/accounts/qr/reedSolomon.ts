// Reed-Solomon codes: check bytes from which a reader repairs a damaged symbol.
// Lesson: the-page (appendix)
//
// The bytes of a block are the coefficients of a polynomial. The check bytes are the remainder of
// its division by a generator, so that data and check bytes together divide evenly. A reader that
// finds a remainder knows that bytes are wrong, and can work out which ones.
//
// Coefficients are added and multiplied in the field GF(256), where a result is always one byte:
// addition is XOR, multiplication is long multiplication in binary, reduced by 0x11d.

/** Multiplies two bytes in GF(256) with the polynomial 0x11d (ISO/IEC 18004:2015, 7.5.2). */
export function multiply(a: number, b: number): number {
  let product = 0
  let shifted = a
  for (let rest = b; rest > 0; rest >>= 1) {
    if (rest & 1) product ^= shifted
    shifted = double(shifted)
  }
  return product
}

/** Makes the `count` check bytes of a block. Source: ISO/IEC 18004:2015, 7.5.2 and annex A. */
export function checkBytes(data: readonly number[], count: number): number[] {
  const [, ...divisor] = generator(count)
  let remainder = Array<number>(count).fill(0)
  for (const byte of data) {
    const factor = byte ^ (remainder[0] ?? 0)
    remainder = divisor.map((term, place) => multiply(term, factor) ^ (remainder[place + 1] ?? 0))
  }
  return remainder
}

function double(a: number): number {
  const doubled = a << 1
  return doubled > 0xff ? doubled ^ 0x11d : doubled
}

// (x - 1)(x - 2)(x - 4)(x - 8)…, one factor for each check byte; highest power first.
function generator(degree: number): number[] {
  let product = [1]
  for (let factor = 0, root = 1; factor < degree; factor++, root = double(root)) {
    const timesX = [...product, 0]
    product = timesX.map((term, place) => term ^ multiply(product[place - 1] ?? 0, root))
  }
  return product
}
