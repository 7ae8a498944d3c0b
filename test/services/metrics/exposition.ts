// Reads the text format of Prometheus strictly, as its own tool does: for tests of what is served.

export type Line = { name: string; labels: Record<string, string>; value: number }

export type Exposed = { types: Map<string, string>; lines: Line[] }

const metricLine = /^([a-z_:][a-z0-9_:]*)(?:\{(.*)\})? (\S+)$/
const label = /([a-z_][a-z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/y

/** Reads metrics. Throws at anything that the format or its naming rules forbid. */
export function parseExposition(text: string): Exposed {
  if (!text.endsWith('\n')) throw new Error('The last line has no end')
  const types = new Map<string, string>()
  const lines: Line[] = []
  let current = ''
  for (const line of text.slice(0, -1).split('\n')) {
    const [, kind, name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? []
    if (kind === 'HELP') {
      if (types.has(name)) throw new Error(`${name} is there twice`)
      current = name
    } else if (kind === 'TYPE') {
      if (name !== current) throw new Error(`The type of ${name} is not after its help`)
      types.set(name, rest)
    } else lines.push(parseLine(line, current, types.get(current)))
  }
  const seen = new Set(lines.map(({ name, labels }) => JSON.stringify([name, labels])))
  if (seen.size < lines.length) throw new Error('A line is there twice')
  return { types, lines }
}

function parseLine(line: string, family: string, type: string | undefined): Line {
  const [, name = '', labelText = '', number = ''] = metricLine.exec(line) ?? []
  const value = number === '+Inf' ? Infinity : Number(number)
  const suffixes = type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
  if (!suffixes.some((suffix) => name === `${family}${suffix}`)) throw new Error(`Stray: ${line}`)
  if (number === '' || Number.isNaN(value)) throw new Error(`Not a number: ${line}`)
  return { name, labels: parseLabels(labelText), value }
}

function parseLabels(text: string): Record<string, string> {
  const labels: Record<string, string> = {}
  label.lastIndex = 0
  while (label.lastIndex < text.length) {
    const at = label.lastIndex
    const [, name = '', value = ''] = label.exec(text) ?? []
    if (name === '' || name in labels) throw new Error(`Bad labels at ${at}: ${text}`)
    labels[name] = value
  }
  return labels
}
