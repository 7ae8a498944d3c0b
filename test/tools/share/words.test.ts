import assert from 'node:assert/strict'
import test from 'node:test'
import { ShareError } from '../../../src/tools/share/tunnel.ts'
import { readWords } from '../../../src/tools/share/words.ts'

const none = {
  folder: undefined, command: undefined, with: undefined, origin: undefined,
  agentApi: 'http://127.0.0.1:4040', isHelp: false,
}

test('the command line says what is shared, and through which tunnel', () => {
  const rows: [words: string[], read: object][] = [
    [[], none],
    [['my/shortener'], { ...none, folder: 'my/shortener' }],
    [['my/a', '--command', 'python3 app.py'],
      { ...none, folder: 'my/a', command: 'python3 app.py' }],
    [['--with', 'cloudflared'], { ...none, with: 'cloudflared' }],
    [['--origin', 'https://go.example'], { ...none, origin: 'https://go.example' }],
    [['--ngrok-api', 'http://localhost:4041/'], { ...none, agentApi: 'http://localhost:4041' }],
    [['--help'], { ...none, isHelp: true }],
  ]
  for (const [words, read] of rows) assert.deepEqual(readWords(words), read, words.join(' '))
})

test('a mistake in the command line is named', () => {
  const rows: [words: string[], message: RegExp][] = [
    [['a', 'b'], /Name one folder, not 2/],
    [['--with', 'telnet'], /--with telnet: use one of ngrok, cloudflared, tailscale/],
    [['--with'], /--with/],
    [['--command', 'x'], /--command needs the folder/],
    [['--with', 'ngrok', '--origin', 'https://go.example'], /not both/],
    [['--origin', ''], /--origin : use an address like https:/],
    [['--origin', 'http://go.example'], /http:\/\/go\.example: use an address like https:/],
    [['--origin', 'https://go.example/path'], /has no path/],
    [['--origin', 'https://ann:secret@go.example'], /use an address like https:/],
    [['--origin', 'https://localhost'], /isn't this machine's own name/],
    [['--origin', 'https://127.1'], /isn't this machine's own name/],
    [['--ngrok-api', 'http://evil.example'], /on this machine/],
    [['--ngrok-api', 'file:///etc/passwd'], /on this machine/],
    [['--nonsense'], /^Unknown option '--nonsense'\nUsage: npm run share/],
  ]
  for (const [words, message] of rows) {
    assert.throws(() => readWords(words), (error) =>
      error instanceof ShareError && message.test(error.message), words.join(' '))
  }
})
