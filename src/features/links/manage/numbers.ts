// The part of a link's page with its numbers: the form that chooses a period, charts, and sources.
// Lesson: the-page (tour)

import { html, type Html } from '../../../http/html.ts'
import { errorText, isWrong, type FormState } from '../../site/fields.ts'
import { count, numberText } from '../../site/texts.ts'
import type { Link } from '../links.ts'
import { barChart, chartLegend, shareList } from './chart.ts'
import type { DayPoint } from './series.ts'
import type { Statistics } from './statistics.ts'

type LabelledPoint = DayPoint & { label: string }

const presets = [['7', '7 days'], ['30', '30 days'], ['90', '90 days'], ['all', 'All']] as const

/** The numbers of a link in a period; `period` is what the query says about it. */
export function numbersSection(link: Link, statistics: Statistics, period: FormState): Html {
  const { from, to, totals, people, bots, importedClicks } = statistics
  return html`<section aria-labelledby="numbers-title">
<h2 id="numbers-title">Clicks</h2>
${periodForm(link, statistics, period)}
<dl class="totals">
<div><dt>Clicks</dt><dd>${numberText(totals.people)}</dd></div>
<div><dt>Visitors</dt><dd>${numberText(totals.visitors)}</dd></div>
<div><dt>Bots and previews</dt><dd>${numberText(totals.bots)}</dd></div>
</dl>
<p class="quiet">From ${from} to ${to}. Since the link was made:
${count(people, 'click')}, ${count(bots, 'bot')}.${importedClicks > 0 && html`
Before it moved here: ${count(importedClicks, 'click')}.`}</p>
${people + bots === 0
  ? html`<p class="quiet">No clicks yet.</p>` : html`${charts(statistics)}${sources(statistics)}`}
<p><a class="button" href="/links/${link.slug}/export?from=${from}&amp;to=${to}"
download="${link.slug}.csv">Download CSV</a></p>
</section>`
}

/** The days of a period, or its months when it's long; each with its name. */
export function pointsOf(
  { days, months }: Statistics,
): { unit: 'day' | 'month'; points: LabelledPoint[] } {
  const unit = months.length > 0 ? 'month' : 'day'
  const points = unit === 'month' ? months : days
  const length = unit === 'month' ? 7 : 10
  return { unit, points: points.map((point) => ({ ...point, label: point.time.slice(0, length) })) }
}

function periodForm({ slug }: Link, { from, to }: Statistics, { typed, issues }: FormState): Html {
  const path = `/links/${slug}`
  const isRange = Boolean(typed['from'] || typed['to'])
  const chosen = isRange || issues.length > 0 ? undefined : typed['days'] ?? '30'
  return html`<div class="choices" role="group" aria-label="Period">
${presets.map(([days, name]) => html`<a href="${path}?days=${days}#numbers-title"
${days === chosen && html`aria-current="true"`}>${name}</a> `)}</div>
<form action="${path}#numbers-title" class="period">
${dayField('From', typed['from'] || from, issues)}
${dayField('To', typed['to'] || to, issues)}
<button>Show</button></form>
${['days', 'from', 'to'].map((name) => errorText(issues, name))}`
}

// Without autofocus: the fragment of the page's URL brings the field into view.
function dayField(label: 'From' | 'To', value: string, issues: FormState['issues']): Html {
  const name = label.toLowerCase()
  return html`<div class="field"><label for="${name}">${label}</label>
<input id="${name}" name="${name}" type="date" value="${value}"
aria-describedby="${name}-error" aria-invalid="${isWrong(issues, name)}"></div>`
}

function charts(statistics: Statistics): Html {
  const { from, to, hours } = statistics
  const { unit, points } = pointsOf(statistics)
  return html`<h3>By ${unit} (UTC)</h3>
${barChart(points, `Clicks from ${from} to ${to}`)}
<p class="axis"><span>${points.at(0)?.label}</span><span>${points.at(-1)?.label}</span></p>
${chartLegend(points, `a ${unit}`)}
<details><summary>As a table</summary>
<div class="scroll" tabindex="0" role="group" aria-label="Clicks by ${unit}">
<table><thead><tr><th scope="col">${unit === 'day' ? 'Day' : 'Month'}</th>
<th scope="col">People</th><th scope="col">Visitors</th><th scope="col">Bots</th></tr></thead>
<tbody>${points.toReversed().map((point) => html`<tr><th scope="row">${point.label}</th>
<td>${point.people}</td><td>${point.visitors}</td><td>${point.bots}</td></tr>`)}
</tbody></table></div></details>
${hours.length > 0 && hourChart(hours)}`
}

function hourChart(hours: Statistics['hours']): Html {
  const bars = hours.map(({ time, people, bots }) => ({
    label: `${time.slice(5, 10)} ${time.slice(11, 16)}`, people, bots,
  }))
  return html`<h3>By hour, last ${hours.length} hours of the period (UTC)</h3>
${barChart(bars, `Clicks in the last ${hours.length} hours of the period`)}
<p class="axis"><span>${bars.at(0)?.label}</span><span>${bars.at(-1)?.label}</span></p>
${chartLegend(bars, 'an hour')}`
}

// These counters have no days, so they can't be those of the period.
function sources({ referrers, browsers, devices }: Statistics): Html {
  return html`<p class="quiet sources">Referrers, browsers and devices are totals since
the link was made: they aren't counted by day.</p>
<div class="columns">
<div><h3>Referrers</h3>${shareList(referrers, 'No clicks yet.')}</div>
<div><h3>Browsers</h3>${shareList(browsers, 'No clicks yet.')}</div>
<div><h3>Devices</h3>${shareList(devices, 'No clicks yet.')}</div>
</div>`
}
