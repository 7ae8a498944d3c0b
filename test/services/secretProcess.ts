// Another process that starts in the same folder. It answers with the secret that it found there.

import { loadSecret } from '../../src/services/secret.ts'
import { pick } from '../pick.ts'

process.on('message', (message) => {
  try {
    const secret = loadSecret(String(pick(message, 'folder')))
    process.send?.({ secret: Buffer.from(secret).toString('hex') })
  } catch (error) {
    process.send?.({ error: String(error) })
  }
})
