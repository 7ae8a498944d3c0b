// Says on which line of a text something is, for messages. Lesson: reading-a-body (tour)

// To count more would take longer than anybody should wait for a message.
const mostLines = 1_000_000

/** Gives the line of a position, from 1; a million where it's beyond that. */
export function lineAt(text: string, position: number): number {
  let line = 1
  let end = text.indexOf('\n')
  while (end !== -1 && end < position && line < mostLines) {
    line += 1
    end = text.indexOf('\n', end + 1)
  }
  return line
}
