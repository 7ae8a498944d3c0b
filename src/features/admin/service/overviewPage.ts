// The start page of administrators: the numbers of the service at a glance.
// Lesson: user-management (appendix)

import { html, type Html } from '../../../http/html.ts'
import type { Reply } from '../../../http/reply.ts'
import type { Charts } from '../dependencies.ts'
import { shownDays, sumClicks, type ClickDay, type Numbers } from './numbers.ts'
import { adminPage, type Viewer } from '../frame.ts'

export function overviewPage(viewer: Viewer, numbers: Numbers, charts: Charts): Reply {
  const { days } = numbers
  return adminPage({
    viewer,
    title: 'Dashboard',
    part: '/admin',
    body: html`<dl class="totals tiles">
${tile('Users', numbers.users, '/admin/users')}
${tile(`New in ${shownDays} days`, numbers.newUsers)}
${tile('Links', numbers.links)}
${tile('Clicks today', sumClicks(days.slice(-1)).people)}
${tile(`Clicks in ${shownDays} days`, sumClicks(days).people)}
${tile('Open reports', numbers.openReports, '/admin/reports')}
${tile('Failed sign-ins, 24 h', numbers.failedSignIns, '/admin/audit?action=sign-in-refused')}
<div><dt>Database</dt><dd>${sizeText(numbers.databaseBytes)}</dd></div>
</dl>
${clicks(days, charts)}`,
  })
}

/** Writes a number of bytes as people read it: `12.4 MB`. */
export function sizeText(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB']
  let size = bytes
  let unit = 0
  while (size >= 1_000 && unit < units.length - 1) {
    size /= 1_000
    unit += 1
  }
  return `${size.toLocaleString('en', { maximumSignificantDigits: 3 })} ${units[unit]}`
}

function tile(name: string, number: number, path?: string): Html {
  const text = number.toLocaleString('en')
  return html`<div><dt>${name}</dt>
<dd>${path === undefined ? text : html`<a href="${path}">${text}</a>`}</dd></div>`
}

function clicks(days: readonly ClickDay[], { barChart, chartLegend }: Charts): Html {
  const bars = days.map(({ day, people, bots }) => ({ label: day, people, bots }))
  return html`<section aria-labelledby="clicks-title">
<h2 id="clicks-title">Clicks by day</h2>
${barChart(bars, `Clicks of the last ${days.length} days`)}
<p class="axis"><span>${days[0]?.day}</span><span>today (UTC)</span></p>
${chartLegend(bars, 'a day')}
<details><summary>As a table</summary>
<table><thead><tr><th scope="col">Day</th><th scope="col">People</th><th scope="col">Bots</th></tr>
</thead><tbody>${days.toReversed().map(({ day, people, bots }) => html`<tr>
<th scope="row">${day}</th><td>${people}</td><td>${bots}</td></tr>`)}</tbody></table></details>
</section>`
}
