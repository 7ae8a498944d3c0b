// Another process that sends what is in the same outbox. It answers with what it sent.

import { createOutbox } from '../../../src/services/mail/outbox.ts'
import { pick } from '../../pick.ts'
import { schema } from '../../freshDatabase.ts'
import { openPlace } from '../../openDatabase.ts'

process.on('message', (message) => {
  const database = openPlace(String(pick(message, 'place')), { schema })
  const sent: string[] = []
  const transport = {
    async send({ subject }: { subject: string }) {
      sent.push(subject)
      // Ends without a word, with a mail in its hands.
      if (pick(message, 'dies') === true) process.exit(1)
    },
  }
  const outbox = createOutbox({ database, clock: () => Number(pick(message, 'now')), transport })
  outbox.drain().then(() => process.send?.({ sent }), () => process.exit(2))
})
