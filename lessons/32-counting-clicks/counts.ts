// What the program says about the visits of a link, and what is in its table.

import type { Tools } from '../../src/course/check/check.ts'
import { readLink } from '../29-create-and-redirect/client.ts'
import type { findings } from './findings.ts'

export type ClickTools = Tools<keyof typeof findings>

export type Counts = { clicks: number; robots: number }

/** Reads the numbers of a link from the API; both have to be in the table links, too. */
export async function readCounts(tools: ClickTools, slug: string): Promise<Counts> {
  const { clicks, robots } = await readLink(tools, slug)
  if (typeof clicks !== 'number' || typeof robots !== 'number') {
    return tools.fail('counts-missing', {
      expected: '"clicks" and "robots" are numbers', actual: JSON.stringify({ clicks, robots }),
    })
  }
  const counts = { clicks, robots }
  const stored = readStored(tools, slug)
  if (formatCounts(stored) === formatCounts(counts)) return counts
  return explainDifference(tools, slug, { counts, stored })
}

function readStored({ query }: ClickTools, slug: string): Counts {
  const [row] = query('select clicks, robots from links where slug = ?', slug)
  return { clicks: Number(row?.['clicks']), robots: Number(row?.['robots']) }
}

// Nobody has followed the link since, so numbers that change do so because they're read.
async function explainDifference(
  tools: ClickTools, slug: string, { counts, stored }: { counts: Counts; stored: Counts },
): Promise<never> {
  const again = await readLink(tools, slug)
  const later = readStored(tools, slug)
  if (formatCounts(later) !== formatCounts(stored)) {
    return tools.fail('others-counted', {
      expected: `${formatCounts(counts)}, however often the API shows the link`,
      actual: `${formatCounts(later)} in the table links`,
    })
  }
  if (again['clicks'] === later.clicks && again['robots'] === later.robots) {
    return tools.fail('response-too-early', {
      expected: `${formatCounts(later)}, as soon as the response has come`,
      actual: `${formatCounts(counts)}, and ${formatCounts(later)} a moment later`,
    })
  }
  return tools.fail('totals-elsewhere', {
    expected: 'the same numbers in both',
    actual: `${formatCounts(counts)} in the JSON; ${formatCounts(stored)} in the table links`,
  })
}

/** Writes counts for a person: `3 clicks, 1 robot`. */
export function formatCounts({ clicks, robots }: Counts): string {
  return `${formatNumber(clicks, 'click')}, ${formatNumber(robots, 'robot')}`
}

/** Writes a number of things: `1 click`, `3 clicks`. */
export function formatNumber(count: number, thing: string): string {
  return `${count} ${thing}${count === 1 ? '' : 's'}`
}
