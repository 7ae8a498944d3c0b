// What `npm run share` tells the person who gives a demo: the address, and what strangers can do
// there. Lesson: share-it (appendix)

import { join, resolve } from 'node:path'
import { styleText } from 'node:util'
import type { Config } from '../../basics/config.ts'
import { drawQrText } from '../../basics/qr/drawText.ts'
import { encodeQr } from '../../basics/qr/encode.ts'
import { creationLimit } from '../../features/links/make/rules.ts'

type ServerSettings = Pick<Config, 'anonymousLinks' | 'signUp' | 'smtpUrl' | 'dataFolder'>

/** Says what strangers can and can't do with the server. */
export function describeServer(
  { anonymousLinks, signUp, smtpUrl, dataFolder }: ServerSettings, port: number,
): string[] {
  return [
    'Anyone who knows the address can',
    ...(anonymousLinks
      ? [`  follow short links, and create ${creationLimit.most} an hour without an account`]
      : ['  follow short links, but not create any without an account']),
    ...(signUp === 'open' ? ['  sign up and sign in'] : ['  sign in, if they have an account']),
    'Nobody can use it to',
    "  change other people's links, or see their statistics",
    "  manage anything without an administrator's account",
    '  reach the course, your files, or another program on this machine',
    ...(smtpUrl === undefined
      ? ["Emails aren't sent, because SMTP_URL isn't set. The links that people need to sign up",
        `are in the files in ${resolve(join(dataFolder, 'outbox'))}`]
      : []),
    `You can still use http://localhost:${port}, where you stay signed in.`,
  ]
}

/** Says what strangers can and can't do with a learner's program. */
export function describeProgram(folder: string, port: number): string[] {
  return [
    `Anyone who knows the address can send any request to the program in ${folder}.`,
    'What they can do is what its code allows, so expect hostile requests.',
    "The tunnel doesn't lead to the course or to another program on this machine.",
    `On this machine, the program is at http://localhost:${port}`,
  ]
}

/** Writes what is shown when there's a public address, with its QR code. */
export function announce(
  origin: string, lines: readonly string[], { hasColours }: { hasColours: boolean },
): string {
  const style = (format: Parameters<typeof styleText>[0], text: string) =>
    hasColours ? styleText(format, text, { validateStream: false }) : text
  return [
    '',
    `${style(['bold', 'green'], 'Shared')} at ${style(['bold', 'cyan'], origin)}`,
    '',
    drawQrText(encodeQr(origin), { hasColours }),
    '',
    ...lines,
    ...(isNgrok(origin) ? [ngrokWarning] : []),
    'To stop, press Ctrl+C.',
    '',
  ].join('\n')
}

const ngrokWarning = "With ngrok's free plan, browsers show a warning page first: visitors press "
  + '"Visit Site" once.\nPrograms skip it with the header ngrok-skip-browser-warning: 1'

function isNgrok(origin: string): boolean {
  return /\.ngrok[\w.-]*$/.test(new URL(origin).hostname)
}
