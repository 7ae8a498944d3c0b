// Stores passwords as SHA-256, and shows what a thief can do with the file.

import { createHash } from 'node:crypto'
import { createServer } from 'node:http'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const stored = { ann: sha256('tiger1987'), ben: sha256('dragon2001'), eva: sha256('tiger1987') }

const words = ['monkey', 'dragon', 'sunshine', 'tiger']
const years = Array.from({ length: 80 }, (_, index) => 1950 + index)
const guesses = words.flatMap((word) => years.map((year) => `${word}${year}`))

const server = createServer((request, response) => {
  const users = Object.entries(stored)
  const lines = request.url === '/file'
    ? users.map(([name, hash]) => `${name} ${hash}`)
    : guesses.flatMap((guess) => users.filter(([, hash]) => hash === sha256(guess))
      .map(([name]) => `${name} has ${guess}`))
  response.end(`${lines.join('\n')}\n`)
})

server.listen(Number(process.env.PORT ?? 3002), '127.0.0.1')
