// Reads the command line of `npm run share`. Lesson: share-it (appendix)

import { parseArgs } from 'node:util'
import { isLoopbackName } from '../../basics/config.ts'
import { usualApi } from './agentApi.ts'
import { checkOrigin, ShareError } from './tunnel.ts'
import { tunnelNames, type TunnelName } from './tunnelPrograms.ts'

export type Words = {
  /** The folder of a learner's program; undefined: this project's server. */
  folder: string | undefined
  /** How that program is started, if not with Node. */
  command: string | undefined
  /** Which program opens the tunnel; undefined: what is there. */
  with: TunnelName | undefined
  /** The address of a tunnel that we neither find nor start. */
  origin: string | undefined
  /** Where the ngrok agent has its local API. */
  agentApi: string
  isHelp: boolean
}

export const usage = `Usage: npm run share -- [FOLDER] [OPTIONS]
  FOLDER             shares the program in this folder, such as my/shortener, instead of the server
  --command COMMAND  how to start that program, such as "python3 app.py"; otherwise Node runs its
                     main.ts or exercise.ts
  --with NAME        the program that opens the tunnel: ${tunnelNames.join(', ')}
  --origin ADDRESS   the https address of a tunnel that you opened yourself; it has to add
                     X-Forwarded-For to each request
  --ngrok-api URL    the local API of a running ngrok agent; ${usualApi} unless you moved it`

/** Reads the words. Throws a ShareError for those that it doesn't know. */
export function readWords(words: readonly string[]): Words {
  const { values, positionals } = parse(words)
  const { command, with: name, origin } = values
  const [folder, ...more] = positionals
  if (more.length > 0) throw new ShareError(`Name one folder, not ${positionals.length}\n${usage}`)
  if (command !== undefined && folder === undefined) {
    throw new ShareError(`--command needs the folder of the program\n${usage}`)
  }
  if (name !== undefined && origin !== undefined) {
    throw new ShareError(`Use --with to open a tunnel or --origin for one that is open, not both`)
  }
  return {
    folder, command,
    origin: origin === undefined ? undefined : checkOrigin(origin),
    with: name === undefined ? undefined : readName(name),
    agentApi: readApi(values['ngrok-api']),
    isHelp: values.help,
  }
}

function parse(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        command: { type: 'string' },
        with: { type: 'string' },
        origin: { type: 'string' },
        'ngrok-api': { type: 'string', default: usualApi },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    // Node's second sentence only explains arguments that begin with a hyphen.
    const [reason] = String(error instanceof Error ? error.message : error).split('. ')
    throw new ShareError(`${reason}\n${usage}`)
  }
}

function readName(text: string): TunnelName {
  const name = tunnelNames.find((known) => known === text)
  if (name !== undefined) return name
  throw new ShareError(`--with ${text}: use one of ${tunnelNames.join(', ')}`)
}

function readApi(text: string): string {
  const url = URL.parse(text)
  if (url?.protocol === 'http:' && isLoopbackName(url.hostname)) return url.origin
  throw new ShareError(`--ngrok-api ${text}: use an address on this machine, such as ${usualApi}`)
}
