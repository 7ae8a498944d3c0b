import assert from 'node:assert/strict'
import test from 'node:test'
import {
  barChart, chartLegend, shareList, sparkline,
} from '../../../../src/features/links/manage/chart.ts'
import { count } from '../../../../src/features/site/texts.ts'

/** Reads the numbers of every rectangle of a class. */
function rectangles(svg: string, name: string) {
  const tags = [...svg.matchAll(new RegExp(`<rect class="${name}" ([^>]*)>`, 'g'))]
  return tags.map(([, attributes = '']) => {
    const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((attribute) =>
      Number(new RegExp(`(?:^| )${attribute}="([^"]*)"`).exec(attributes)?.[1]))
    return { x, y, width, height }
  })
}

test('a bar is as high as its share of the highest, bots on top of people', () => {
  const svg = barChart([
    { label: 'a', people: 3, bots: 1 }, { label: 'b', people: 2, bots: 0 },
    { label: 'c', people: 0, bots: 0 },
    { label: 'd', people: 0, bots: 4 },
  ], 'Clicks').toString()
  assert.match(svg, /aria-label="Clicks"/)
  const people = rectangles(svg, 'people')
  const bots = rectangles(svg, 'bots')
  const heights = people.map(({ y, height }) => [y, height])
  assert.deepEqual(heights, [[43, 117], [82, 78], [160, 0], [160, 0]])
  assert.deepEqual(bots.map(({ y, height }) => [y, height]), [[4, 39], [82, 0], [160, 0], [4, 156]])
  const widths = people.map(({ x, width }) => [x, width])
  assert.deepEqual(widths, [[18, 144], [198, 144], [378, 144], [558, 144]])
  assert.deepEqual(rectangles(svg, 'hit').map(({ x, width }) => [x, width]),
    [[0, 180], [180, 180], [360, 180], [540, 180]])
  assert.match(svg, /<title>a: 3 people, 1 bot<\/title>/)
  assert.match(svg, /<title>d: 0 people, 4 bots<\/title>/)
})

test('a legend tells the colours, and how high the highest bar is', () => {
  const bars = [{ label: 'a', people: 1_000, bots: 5 }, { label: 'b', people: 0, bots: 30 }]
  const legend = chartLegend(bars, 'an hour').toString()
  assert.match(legend, /at most 1,005 an hour/)
  assert.match(legend, /class="people"[^]*people[^]*class="bots"[^]*bots and previews/)
  assert.match(chartLegend([], 'a day').toString(), /at most 0 a day/)
})

test('nothing to show is a flat line, and no mistake', () => {
  const svg = barChart([{ label: 'a', people: 0, bots: 0 }], 'x').toString()
  assert.deepEqual(rectangles(svg, 'people').map(({ height }) => height), [0])
  for (const empty of [barChart([], 'x'), sparkline([], 'x'), sparkline([0], 'x')]) {
    assert.doesNotMatch(empty.toString(), /NaN|Infinity/)
  }
})

test('a line goes from left to right, and up where there is more', () => {
  const points = (values: number[]) =>
    /points="([^"]*)"/.exec(sparkline(values, 'x').toString())?.[1]
  assert.equal(points([0, 2, 1]), '0,26 60,2 120,14')
  assert.equal(points([0, 0]), '0,26 120,26')
  assert.equal(points([7]), '0,2')
})

test('names have their share as a bar and as a number', () => {
  const sources = [{ name: 'a<b', visits: 1_500 }, { name: 'c', visits: 500 }]
  const list = shareList(sources, 'Nothing').toString()
  assert.match(list, /<span class="name">a&lt;b<\/span> <span class="number">1,500<\/span>/)
  assert.deepEqual(rectangles(list, 'people').map(({ width }) => width), [75, 25])
  assert.equal(shareList([], 'Nothing yet').toString(), '<p class="quiet">Nothing yet</p>')
})

test('a number has its noun', () => {
  const rows: [number: number, text: string][] = [
    [0, '0 clicks'], [1, '1 click'], [2, '2 clicks'], [1_234_567, '1,234,567 clicks'],
  ]
  for (const [number, text] of rows) assert.equal(count(number, 'click', 'clicks'), text)
})
