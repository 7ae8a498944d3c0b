// Code that is cut out of its place starts at the left edge again.

/** Takes away the indentation that all lines share, and blank lines around them. */
export function withoutIndentation(lines: readonly string[]): string {
  const written = lines.filter((line) => line.trim() !== '')
  const widths = written.map((line) => line.length - line.trimStart().length)
  const shared = Math.min(...widths, Number.MAX_SAFE_INTEGER)
  return lines.map((line) => line.slice(shared).trimEnd()).join('\n').replace(/^\n+|\n+$/g, '')
}
