import assert from 'node:assert/strict'
import test from 'node:test'
import { readBlocks } from '../../../src/course/lessons/blocks.ts'
import { proseProblems, sentencesOf } from '../../../src/course/lessons/prose.ts'

const words = (count: number): string => `The${' word'.repeat(count - 1)}.`
const paragraph = (lines: number): string => Array(lines).fill('One short sentence.').join('\n')

test('a page is taken apart into blocks', () => {
  const page = [
    '# Title', 'One', 'two.', '', 'Three.', '![A](a.svg)', '- first', '  goes on', '- second', '',
    '> [!NOTE]', '> Quoted', '> text', '', '```ts', '# code', '', 'more', '```', '| a | b |',
    '<details>', '<summary>Answer</summary>', '1. Point', '</details>', '~~~', '```', '~~~',
  ].join('\n')
  assert.deepEqual(readBlocks(page).map(({ kind, text, line }) => [line, kind, text.trim()]), [
    [1, 'heading', 'Title'], [2, 'prose', 'One two.'], [5, 'prose', 'Three.'],
    [6, 'picture', '![A](a.svg)'], [7, 'list', 'first goes on'], [9, 'list', 'second'],
    [11, 'quote', 'Quoted text'], [15, 'code', '# code\n\nmore'], [20, 'table', '| a | b |'],
    [21, 'fold', ''], [22, 'fold', 'Answer'], [23, 'list', 'Point'], [24, 'fold', ''],
    [25, 'code', '```'],
  ])
})

test('a text is split into its sentences', () => {
  const rows: [text: string, sentences: readonly string[]][] = [
    ['One. Two! Three? Four', ['One.', 'Two!', 'Three?', 'Four']],
    ['It has e.g. a name, i.e. no number.', ['It has e.g. a name, i.e. no number.']],
    ['Node 26.10 runs `a. B. C` and **bold**.', ['Node 26.10 runs Code and bold.']],
    ['See [RFC 9110](https://a.example/A. B). `x` is it.', ['See RFC 9110.', 'Code is it.']],
    ['He said "Stop." Then he left. 404 is next.',
      ['He said "Stop."', 'Then he left.', '404 is next.']],
  ]
  for (const [text, sentences] of rows) assert.deepEqual(sentencesOf(text), sentences)
})

test('what is not plain is named with its line', () => {
  const rows: [page: string, problems: readonly (RegExp | string)[]][] = [
    ['Plain words.', []],
    ['A.\n\nIt is Just so.', ['line 3: says "Just"']],
    ['Simply do it. Obviously.', ['line 1: says "Simply"', 'line 1: says "Obviously"']],
    ['Adjust the justice.', []],
    ['`just` and `foo`', ['line 1: says "foo"']],
    ['```\nconst foo = 1 // just\n```', ['line 1: says "foo"']],
    ['- a\n- the bar', ['line 2: says "bar"']],
    ['The address bar and a bar chart.', []],
    ['| bar |', ['line 1: says "bar"']],
    [`A. A. A. A. ${words(40)}`, []],
    [`A. A. A. A. ${words(41)}`,
      ['line 1: the sentence "The word word word word word …" has 41 words']],
    [words(20), []],
    [`${words(20)} ${words(21)}`, ['its sentences have 20.5 words on average']],
    [paragraph(125), []],
    [paragraph(126),
      ['line 1: 26 lines of prose without picture, code, list']],
    [`${paragraph(60)}\n\n${paragraph(61)}`, [/^line 1: 26 lines of prose/]],
    [`${paragraph(100)}\n\n- A list.\n\n${paragraph(100)}`, []],
    [`${paragraph(100)}\n\n## A heading\n\n${paragraph(100)}`, []],
    [`${paragraph(100)}\n\n\`\`\`\na\n\`\`\`\n\n${paragraph(100)}`, []],
    [`${paragraph(100)}\n\n> ${paragraph(1)}\n\n${paragraph(100)}`,
      [/^line 1: 4\d lines of prose/]],
    [`# ${words(41)}`, [/has 41 words$/]],
  ]
  for (const [page, problems] of rows) {
    const found = proseProblems(page)
    assert.equal(found.length, problems.length, `${page.slice(0, 80)}: ${found.join('; ')}`)
    for (const [index, problem] of problems.entries()) {
      if (typeof problem === 'string') assert.equal(found[index], problem)
      else assert.match(found[index] ?? '', problem)
    }
  }
})
