// Writes a mail as the lines that travel (RFC 5322), and sends it: to a mail server, or into a
// folder, where you can open it.

import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sendBySmtp } from './smtp.ts'

/** The text is ASCII, in lines of less than 998 characters. */
export type Mail = { to: string; subject: string; text: string }

/** Begins to send a mail. Nobody waits for it: how long it takes would tell who has an account. */
export type SendMail = (mail: Mail) => void

type MailParts = { mailFolder: string; smtpUrl: string | undefined; publicOrigin: string }

/** Makes what sends mails. A mail that can't be sent is only named in the log. */
export function createMailer({ mailFolder, smtpUrl, publicOrigin }: MailParts): SendMail {
  const from = `no-reply@${new URL(publicOrigin).hostname}`
  return (mail) => {
    const message = formatMessage(mail, from)
    const sent = smtpUrl === undefined ? writeToFolder(mailFolder, message)
      : sendBySmtp(smtpUrl, { from, to: mail.to, message })
    // Without the text: it has a key to an account in it.
    sent.catch((error) => console.error(`The mail "${mail.subject}" was not sent: ${error}`))
  }
}

function formatMessage({ to, subject, text }: Mail, from: string): string {
  const lines = [
    `From: Links <${from}>`,
    `To: <${to}>`,
    `Subject: ${subject}`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@${from.split('@')[1]}>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...text.split('\n'),
  ]
  return lines.map((line) => `${line}\r\n`).join('')
}

// Under its own name, a file is whole or not there. Nobody else on this machine may read it.
async function writeToFolder(folder: string, message: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const path = join(folder, `${Date.now()}-${randomUUID()}.eml`)
  await writeFile(`${path}.part`, message, { mode: 0o600 })
  await rename(`${path}.part`, path)
}
