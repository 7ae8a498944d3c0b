// Hands a mail to a mail server, by hand (RFC 5321): each command is a line, and each gets a reply
// that begins with three digits. A reply of several lines has a hyphen after the digits, except in
// the last one.

import { connect, type Socket } from 'node:net'

export type Envelope = { from: string; to: string; message: string }

const timeoutMs = 10_000
const longestReply = 4_096

/** Sends a mail to the server of a URL: `smtp://127.0.0.1:2525`. Rejects if it isn't taken. */
export async function sendBySmtp(url: string, { from, to, message }: Envelope): Promise<void> {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port || 25), timeout: timeoutMs })
  socket.on('timeout', () => socket.destroy(new Error('The mail server takes too long')))
  try {
    const replies = readReplies(socket)
    await expect(replies, '2')
    const commands = [
      ['EHLO localhost', '2'], [`MAIL FROM:<${from}>`, '2'], [`RCPT TO:<${to}>`, '2'],
      ['DATA', '3'], [`${stuffDots(message)}.`, '2'],
    ] as const
    for (const [command, digit] of commands) {
      socket.write(`${command}\r\n`)
      await expect(replies, digit)
    }
    socket.end('QUIT\r\n')
  } finally {
    socket.destroySoon()
  }
}

type Replies = AsyncGenerator<string, undefined>

// A line with a single dot ends the message, so a dot at the beginning of a line is doubled.
function stuffDots(message: string): string {
  return message.replaceAll(/^\./gm, '..')
}

async function expect(replies: Replies, digit: string): Promise<void> {
  const { value } = await replies.next()
  if (value === undefined) throw new Error('The mail server has closed the connection')
  if (!value.startsWith(digit)) throw new Error(`The mail server says ${value}`)
}

// The last lines of the replies, in whatever pieces they arrive.
async function* readReplies(socket: Socket): Replies {
  let text = ''
  for await (const piece of socket.setEncoding('latin1')) {
    text += piece
    const lines = text.split('\r\n')
    text = lines.pop() ?? ''
    if (text.length > longestReply) throw new Error('The mail server says too much')
    for (const line of lines) if (line[3] !== '-') yield line
  }
  return undefined
}
