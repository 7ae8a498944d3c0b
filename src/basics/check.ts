// Parse, do not validate: unknown data becomes a typed value once, at the edge, or a list of all
// that is wrong with it. The same checker gives the type and the JSON Schema of the API document.
// Lesson: validation (core)
//
//   const newBook = object({ title: string({ max: 200 }), year: optional(integer({ min: 0 })) })
//   const result = check(newBook, await readJson(context))

/** One thing that is wrong; `field` is a path such as `links[3].target`, empty for the whole. */
export type Issue = { field: string; message: string }

type JsonSchema = { readonly [keyword: string]: unknown }

export type Checker<Value> = {
  /** Gives the value, or adds to the issues and gives undefined. */
  read(input: unknown, field: string, issues: Issue[]): Value | undefined
  schema: JsonSchema
  /** Whether an object may lack a field of this kind. */
  isOptional?: boolean
}

/** The type that a checker gives. */
export type Checked<Kind> = Kind extends Checker<infer Value> ? Value : never

export type CheckResult<Value> = { value: Value } | { issues: Issue[] }

// Nobody reads more than these, and a megabyte of wrong fields would become many of issues.
const mostIssues = 20
const longestFieldName = 100

/**
 * Reads a value with a checker: the value, or what is wrong with it, in at most 20 issues. Where
 * something is wrong, `findMore` can add what breaks other rules in the fields that could be read;
 * the others are undefined.
 */
export function check<Value>(
  checker: Checker<Value>, input: unknown, findMore: (read: Partial<Value>) => Issue[] = () => [],
): CheckResult<Value> {
  const issues: Issue[] = []
  const value = checker.read(input, '', issues)
  if (issues.length > 0 && value !== undefined) issues.push(...findMore(value))
  if (issues.length > mostIssues) return { issues: shorten(issues) }
  if (issues.length > 0 || value === undefined) return { issues }
  return { value }
}

function shorten(issues: readonly Issue[]): Issue[] {
  const more = `More is wrong than the ${mostIssues} fields in this list`
  return issues.slice(0, mostIssues).map((issue, index) =>
    index < mostIssues - 1 ? issue : { ...issue, message: `${issue.message}. ${more}` })
}

export type StringLimits = { min?: number; max?: number }

/** Text of so many characters (UTF-16 units), without lone surrogates. */
export function string({ min = 0, max = 10_000 }: StringLimits = {}): Checker<string> {
  return {
    schema: { type: 'string', minLength: min, maxLength: max },
    read(input, field, issues) {
      if (typeof input !== 'string') return wrong(issues, field, 'Write this as text')
      if (!input.isWellFormed()) return wrong(issues, field, 'This text has broken characters')
      if (input.length > max) return wrong(issues, field, `Use at most ${max} characters`)
      if (input.length >= min) return input
      const tooShort = min === 1 ? 'This cannot be empty' : `Use at least ${min} characters`
      return wrong(issues, field, tooShort)
    },
  }
}

/** A whole number within limits. */
export function integer({ min = 0, max = Number.MAX_SAFE_INTEGER } = {}): Checker<number> {
  return {
    schema: { type: 'integer', minimum: min, maximum: max },
    read(input, field, issues) {
      if (typeof input === 'number' && Number.isInteger(input) && input >= min && input <= max) {
        return input
      }
      const range = `${min.toLocaleString('en')} to ${max.toLocaleString('en')}`
      return wrong(issues, field, `Write a whole number from ${range}`)
    },
  }
}

export function boolean(): Checker<boolean> {
  return {
    schema: { type: 'boolean' },
    read(input, field, issues) {
      if (typeof input === 'boolean') return input
      return wrong(issues, field, 'Write true or false')
    },
  }
}

/** One of a few values. */
export function oneOf<const Choice extends string | number>(
  choices: readonly Choice[],
): Checker<Choice> {
  return {
    schema: { enum: choices },
    read(input, field, issues) {
      const found = choices.find((choice) => choice === input)
      return found ?? wrong(issues, field, `Write one of ${choices.join(', ')}`)
    },
  }
}

// RFC 3339 has years of four digits only. We show times in UTC, so the year has to fit there too.
const firstTimeMs = Date.parse('0000-01-01T00:00:00Z')
const lastTimeMs = Date.parse('9999-12-31T23:59:59.999Z')

/** A time as RFC 3339 text; read as milliseconds since 1970. */
export function time(): Checker<number> {
  const pattern = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)$/
  return {
    schema: { type: 'string', format: 'date-time' },
    read(input, field, issues) {
      const isTime = typeof input === 'string' && pattern.test(input) && isDay(input.slice(0, 10))
      const timeMs = isTime ? Date.parse(input) : NaN
      if (timeMs >= firstTimeMs && timeMs <= lastTimeMs) return timeMs
      return wrong(issues, field, `Write a time like 2026-12-31T18:00:00Z${missingZone(input)}`)
    },
  }
}

function missingZone(input: unknown): string {
  const hasNone = typeof input === 'string' && /^\d{4}-\d\d-\d\d[Tt ]\d\d:[\d:.]{2,}$/.test(input)
  return hasNone ? ': this one has no time zone. Add Z for UTC, or an offset such as +01:00' : ''
}

/** Says whether a date exists. Date.parse takes the 30th of February for the 2nd of March. */
export function isDay(date: string): boolean {
  const start = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(start.getTime()) && start.toISOString().startsWith(date)
}

/** A field that may be null. */
export function nullable<Value>(inner: Checker<Value>): Checker<Value | null> {
  return {
    schema: { anyOf: [inner.schema, { type: 'null' }] },
    read: (input, field, issues) => (input === null ? null : inner.read(input, field, issues)),
  }
}

/** A field that may be missing. */
export function optional<Value>(inner: Checker<Value>): Checker<Value | undefined> {
  return {
    schema: inner.schema,
    isOptional: true,
    read: (input, field, issues) =>
      input === undefined ? undefined : inner.read(input, field, issues),
  }
}

export function array<Value>(item: Checker<Value>, { max = 1_000 } = {}): Checker<Value[]> {
  return {
    schema: { type: 'array', items: item.schema, maxItems: max },
    read(input, field, issues) {
      if (!Array.isArray(input)) return wrong(issues, field, 'Write a list')
      if (input.length > max) return wrong(issues, field, `Send at most ${max} entries`)
      const values: Value[] = []
      for (const [index, entry] of input.entries()) {
        const value = item.read(entry, `${field}[${index}]`, issues)
        if (value !== undefined) values.push(value)
        if (issues.length > mostIssues) break
      }
      return values
    },
  }
}

type Fields = Record<string, Checker<unknown>>

type ObjectOf<Shape extends Fields> = { [Name in keyof Shape]: Checked<Shape[Name]> }

/** An object with these fields and no others: a misspelt field is an error, never ignored. */
export function object<Shape extends Fields>(shape: Shape): Checker<ObjectOf<Shape>> {
  const names = Object.keys(shape)
  const required = names.filter((name) => shape[name]?.isOptional !== true)
  const properties = Object.fromEntries(names.map((name) => [name, shape[name]?.schema]))
  return {
    schema: { type: 'object', properties, required, additionalProperties: false },
    read: (input, field, issues) => readObject(shape, { input, field, issues }),
  }
}

type Reading = { input: unknown; field: string; issues: Issue[] }

function readObject<Shape extends Fields>(
  shape: Shape,
  reading: Reading,
): ObjectOf<Shape> | undefined
function readObject(shape: Fields, { input, field, issues }: Reading): unknown {
  if (!isRecord(input)) return wrong(issues, field, 'Write an object')
  const prefix = field === '' ? '' : `${field}.`
  const known = Object.keys(shape).join(', ')
  for (const name of Object.keys(input)) {
    if (issues.length > mostIssues) return undefined
    if (Object.hasOwn(shape, name)) continue
    wrong(issues, prefix + shortName(name), `There is no such field; there are ${known}`)
  }
  const value: Record<string, unknown> = {}
  for (const [name, checker] of Object.entries(shape)) {
    const given = Object.hasOwn(input, name) ? input[name] : undefined
    if (given === undefined && checker.isOptional !== true) {
      wrong(issues, prefix + name, 'This is missing')
      continue
    }
    value[name] = checker.read(given, prefix + name, issues)
  }
  return value
}

function shortName(name: string): string {
  return name.length > longestFieldName ? `${name.slice(0, longestFieldName)}…` : name
}

/** Says whether a value is an object with named fields: no array, no null. */
export function isRecord(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

function wrong(issues: Issue[], field: string, message: string): undefined {
  issues.push({ field, message })
  return undefined
}
