// Small charts as inline SVG: no script, no library, readable in light and dark because the colours
// come from the stylesheet. Each has a text alternative for people who can't see it.
// Lesson: the-page (tour)

import { html, type Html } from '../../../http/html.ts'
import { count, numberText } from '../../site/texts.ts'

type Bar = { label: string; people: number; bots: number }

const barsWidth = 720
const barsHeight = 160

/** Draws one bar for each entry, people below and bots on top; each shows its numbers on hover. */
export function barChart(bars: readonly Bar[], title: string): Html {
  const most = mostOf(bars, 1)
  const step = barsWidth / Math.max(1, bars.length)
  return html`<svg class="chart" viewBox="0 0 ${barsWidth} ${barsHeight}" role="img"
aria-label="${title}" preserveAspectRatio="none">
<line class="base" x1="0" x2="${barsWidth}" y1="${barsHeight - 0.5}" y2="${barsHeight - 0.5}"/>
${bars.map((bar, index) => drawBar(bar, { index, step, most }))}
</svg>`
}

function drawBar(
  { label, people, bots }: Bar, { index, step, most }: Record<'index' | 'step' | 'most', number>,
): Html {
  const x = round(index * step + step * 0.1)
  const width = round(step * 0.8)
  const low = round(people / most * (barsHeight - 4))
  const high = round(bots / most * (barsHeight - 4))
  const highest = round(barsHeight - low - high)
  const numbers = `${count(people, 'person', 'people')}, ${count(bots, 'bot')}`
  return html`<g><title>${label}: ${numbers}</title>
<rect class="hit" x="${round(index * step)}" y="0" width="${round(step)}" height="${barsHeight}"/>
<rect class="people" x="${x}" y="${round(barsHeight - low)}" width="${width}" height="${low}"/>
<rect class="bots" x="${x}" y="${highest}" width="${width}" height="${high}"/></g>`
}

function mostOf(bars: readonly Bar[], atLeast: number): number {
  return Math.max(atLeast, ...bars.map(({ people, bots }) => people + bots))
}

/** Says what the colours of a bar chart mean, and how high its highest bar is. */
export function chartLegend(bars: readonly Bar[], unit: string): Html {
  const most = mostOf(bars, 0)
  const square = (name: string) => html`<svg viewBox="0 0 1 1" aria-hidden="true"><rect
class="${name}" width="1" height="1"/></svg>`
  return html`<p class="legend"><span>${square('people')}people</span>
<span>${square('bots')}bots and previews</span>
<span>at most ${numberText(most)} ${unit}</span></p>`
}

/** Draws a line as small as a word, for a list. */
export function sparkline(values: readonly number[], title: string): Html {
  const width = 120
  const height = 28
  const top = Math.max(1, ...values)
  const step = width / Math.max(1, values.length - 1)
  const scale = (value: number) => round(height - 2 - value / top * (height - 4))
  const points = values
    .map((value, index) => `${round(index * step)},${scale(value)}`)
    .join(' ')
  return html`<svg class="spark" viewBox="0 0 ${width} ${height}" width="${width}"
height="${height}" role="img" aria-label="${title}"><polyline points="${points}"/></svg>`
}

/** Lists names with their share as a bar. */
export function shareList(
  sources: readonly { name: string; visits: number }[],
  nothing: string,
): Html {
  if (sources.length === 0) return html`<p class="quiet">${nothing}</p>`
  const all = sources.reduce((sum, { visits }) => sum + visits, 0)
  return html`<ul class="shares">${sources.map(({ name, visits }) => html`<li>
<span class="name">${name}</span> <span class="number">${numberText(visits)}</span>
<svg class="share" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
<rect class="rail" width="100" height="4"/><rect class="people" width="${round(visits / all * 100)}"
height="4"/></svg></li>`)}</ul>`
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
