// The reader shows a picture without its own styles (a policy forbids them) and with those of the
// page, so it can only use classes that the page knows. Others would be black, also in the dark.

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'

const root = join(import.meta.dirname, '../../..')

test('pictures use only classes that the style of the page has', () => {
  const style = readFileSync(join(root, 'src/course/reader/assets/lesson.css'), 'utf8')
  const selectors = style.match(/^\.diagram[^{]*/gm) ?? []
  const known = new Set(selectors.join(' ').match(/(?<=\.)[a-z]+/g))
  const unknown = globSync('lessons/*/*.svg', { cwd: root }).flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    const lists = [...text.matchAll(/class="([^"]*)"/g)].map(([, names = '']) => names.split(' '))
    const used = new Set(lists.flat())
    return [...used].filter((name) => !known.has(name)).map((name) => `${path}: ${name}`)
  })
  assert.ok(known.size > 10)
  assert.deepEqual(unknown, [])
})
