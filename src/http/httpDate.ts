// The dates of HTTP headers (RFC 9110, section 5.6.7): one form to send, three to understand.
// Lesson: validators (appendix)

/** Formats milliseconds since 1970 as `Sun, 06 Nov 1994 08:49:37 GMT`; fractions are cut off. */
export function formatHttpDate(timeMs: number): string {
  return new Date(timeMs).toUTCString()
}

/**
 * Parses a date in any of the three forms that a recipient must accept, to milliseconds since 1970.
 *
 * Gives undefined for everything else, also for a day that doesn't exist or has another weekday.
 * `nowMs` decides the century of the two-digit years of RFC 850.
 */
export function parseHttpDate(text: string, nowMs = Date.now()): number | undefined {
  const fixdate = toFixdate(text, nowMs)
  if (fixdate === undefined) return undefined
  const timeMs = Date.parse(fixdate)
  // Date.parse accepts 31 February. Formatted again, it's a different day.
  return formatHttpDate(timeMs) === fixdate ? timeMs : undefined
}

const fixdateForm = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/
const rfc850Form =
  /^((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day), (\d\d)-([A-Z][a-z]{2})-(\d\d) ([\d:]{8}) GMT$/
const asctimeForm = /^([A-Z][a-z]{2}) ([A-Z][a-z]{2}) ([ \d]\d) ([\d:]{8}) (\d{4})$/

function toFixdate(text: string, nowMs: number): string | undefined {
  if (fixdateForm.test(text)) return text
  const asctime = asctimeForm.exec(text)
  if (asctime !== null) {
    const [, weekday, month, day = '', time, year] = asctime
    return `${weekday}, ${day.replace(' ', '0')} ${month} ${year} ${time} GMT`
  }
  const rfc850 = rfc850Form.exec(text)
  return rfc850 === null ? undefined : fromRfc850(rfc850, nowMs)
}

// A date more than 50 years ahead means the last year that ended in the same two digits.
function fromRfc850(match: RegExpExecArray, nowMs: number): string {
  const [, weekday = '', day, month, lastDigits, time] = match
  const limit = new Date(nowMs)
  const century = Math.floor(limit.getUTCFullYear() / 100) * 100
  limit.setUTCFullYear(limit.getUTCFullYear() + 50)
  const inYear = (year: number) => `${weekday.slice(0, 3)}, ${day} ${month} ${year} ${time} GMT`
  const date = inYear(century + Number(lastDigits))
  return Date.parse(date) > limit.getTime() ? inYear(century - 100 + Number(lastDigits)) : date
}
