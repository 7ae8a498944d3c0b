// Chooses how emails leave, from the settings: over SMTP, or into the folder `outbox` of the data
// folder. The server and the commands choose in the same way.
// Lesson: reset-by-email (tour)

import { join, resolve } from 'node:path'
import { parseMailHost } from './address.ts'
import { clientNameOf } from './clientName.ts'
import { createFileTransport } from './fileTransport.ts'
import { parseSender } from './sender.ts'
import { createSmtpTransport } from './smtp.ts'
import type { Transport } from './transport.ts'

export type MailSettings = {
  smtpUrl: string | undefined
  mailFrom: string | undefined
  dataFolder: string
  /** Where people reach the server. */
  publicOrigin: string
}

/** A transport; `outboxFolder` is where emails are kept instead of being sent. */
export type ChosenTransport = { transport: Transport; outboxFolder: string | undefined }

/** Makes the transport. Throws an Error that names the setting that is wrong. */
export function chooseTransport(settings: MailSettings): ChosenTransport {
  const { smtpUrl, mailFrom, dataFolder, publicOrigin } = settings
  // Email knows names, and no bare IP addresses.
  const host = parseMailHost(new URL(publicOrigin).hostname) ?? 'localhost'
  const sender = mailFrom ?? `Groundwork <noreply@${host}>`
  const from = readSetting('MAIL_FROM', () => parseSender(sender))
  if (smtpUrl !== undefined) {
    const clientName = clientNameOf(publicOrigin)
    const make = () => createSmtpTransport(smtpUrl, { from, clientName })
    return { transport: readSetting('SMTP_URL', make), outboxFolder: undefined }
  }
  const outboxFolder = resolve(join(dataFolder, 'outbox'))
  return { transport: createFileTransport({ folder: outboxFolder, from }), outboxFolder }
}

function readSetting<Value>(name: string, read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw new Error(`${name}: ${error instanceof Error ? error.message : error}`, { cause: error })
  }
}
