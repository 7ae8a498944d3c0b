// The outbox of a developer: each mail becomes a file that a mail program can open, and a page for
// the administrator lists them. Nothing leaves the machine. Lesson: reset-by-email (appendix)

import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { formatMessage } from './message.ts'
import { readMessage } from './readMessage.ts'
import type { Sender } from './sender.ts'
import type { Delivery, MailOwner, Transport } from './transport.ts'

export type OutboxEntry = { recipient: string; subject: string; time: Date; text: string }

const mostFiles = 200
// `20260131T113000000Z-0f3a…-user7.eml`: sorted by name, they are sorted by time.
const fileName = /^\d{8}T\d{9}Z-[0-9a-f]+(?:-user(\d+))?\.eml$/
const unfinished = '.part'

/** Makes a transport into a folder, which keeps the newest 200 mails. */
export function createFileTransport({ folder, from }: { folder: string; from: Sender }): Transport {
  const pathOf = ({ id, date, user }: Delivery) => {
    const time = date.toISOString().replaceAll(/[-:.]/g, '')
    return join(folder, `${time}-${id}${user === undefined ? '' : `-user${user}`}.eml`)
  }
  return {
    async send(mail, delivery) {
      const { id, date } = delivery
      const message = formatMessage(mail, { from, date, messageId: `${id}@localhost` })
      // A mail may hold a key to an account: nobody else on this machine may read it.
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const path = pathOf(delivery)
      // Under its own name a file is whole or not there.
      await writeFile(path + unfinished, message, { mode: 0o600, flush: true })
      await rename(path + unfinished, path)
      await removeOldest(folder)
    },

    async erase(owner) {
      // An unfinished file, from a process that was killed, may contain the same email.
      for (const name of [...await listNames(folder), ...await listNames(folder, unfinished)]) {
        if (await isOf(owner, folder, name)) await rm(join(folder, name), { force: true })
      }
    },

    recall: (delivery) => rm(pathOf(delivery), { force: true }),
  }
}

/** Reads the mails in a folder, newest first; none when the folder is not there. */
export async function listOutbox(folder: string): Promise<OutboxEntry[]> {
  const entries: OutboxEntry[] = []
  for (const name of await listNames(folder)) {
    const message = await orUndefinedWhenGone(readFile(join(folder, name), 'latin1'))
    const mail = message === undefined ? undefined : readMessage(message)
    if (mail === undefined) continue
    entries.push({ recipient: mail.to, subject: mail.subject, time: mail.date, text: mail.text })
  }
  return entries
}

async function isOf({ user, address }: MailOwner, folder: string, name: string): Promise<boolean> {
  const about = fileName.exec(name.replace(/\.part$/, ''))?.[1]
  if (user === null ? about !== undefined : about === String(user)) return user !== null
  const message = await orUndefinedWhenGone(readFile(join(folder, name), 'latin1'))
  return message !== undefined && readMessage(message)?.to === address
}

async function removeOldest(folder: string): Promise<void> {
  const names = await listNames(folder)
  for (const name of names.slice(mostFiles)) await rm(join(folder, name), { force: true })
}

async function listNames(folder: string, end = ''): Promise<string[]> {
  const names = await orUndefinedWhenGone(readdir(folder)) ?? []
  const isMail = (name: string) =>
    name.endsWith(end) && fileName.test(name.slice(0, name.length - end.length))
  return names.filter(isMail).sort().reverse()
}

// Another process may remove a file between two looks.
async function orUndefinedWhenGone<Value>(reading: Promise<Value>): Promise<Value | undefined> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
