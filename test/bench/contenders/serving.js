// What every peer does around its framework: where it listens, and how it says so to the bench.

export const host = '127.0.0.1'
export const port = Number(process.env.PORT ?? 0)

/** Prints the one line that the bench waits for, and ends when the bench asks for it. */
export function announce(actualPort, slugs) {
  process.once('SIGTERM', () => process.exit(0))
  console.log(JSON.stringify({ port: actualPort, slugs }))
}
