import assert from 'node:assert/strict'
import test from 'node:test'
import { stripVTControlCharacters } from 'node:util'
import { drawQrText } from '../../src/basics/qr/drawText.ts'
import { encodeQr } from '../../src/basics/qr/encode.ts'

/** Reads the light modules from the text, as a camera would see them. */
function readModules(text: string): boolean[][] {
  return text.split('\n').flatMap((line) => {
    const shapes = [...line]
    return [
      shapes.map((shape) => !'█▀'.includes(shape)),
      shapes.map((shape) => !'█▄'.includes(shape)),
    ]
  })
}

test('a code in a terminal has every module, and a light frame around them', () => {
  for (const address of ['https://a.ts.net', 'https://something.ngrok-free.app', 'x'.repeat(300)]) {
    const matrix = encodeQr(address)
    const side = matrix.length + 8
    for (const hasColours of [false, true]) {
      const text = stripVTControlCharacters(drawQrText(matrix, { hasColours }))
      const modules = readModules(text)
      assert.deepEqual(modules.slice(4, -5).map((row) => row.slice(4, -4)), matrix)
      assert.ok(modules.every((row) => row.length === side))
      const frame = [...modules.slice(0, 4), ...modules.slice(-5, -1)].flat()
      assert.ok(frame.every((isDark) => !isDark))
    }
  }
})

test('colours are used only if the terminal has them', () => {
  const matrix = encodeQr('https://a.ts.net')
  assert.doesNotMatch(drawQrText(matrix), /\x1b/)
  assert.match(drawQrText(matrix, { hasColours: true }), /\x1b\[97m\x1b\[40m/)
})
