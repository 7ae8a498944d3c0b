// Chooses who responds while the server is shared through a tunnel (`npm run share`): this machine
// keeps its own app, and strangers get a second one over the same database, whose public origin is
// the tunnel's. So every link, cookie, check and limit fits the address that its visitor sees, and
// no handler has to ask which one that is. Lesson: share-it (core)

import { createApp, type AppOptions } from './app.ts'
import { errorFields } from './basics/log.ts'
import type { App } from './http/app.ts'
import type { IncomingRequest } from './http/context.ts'
import { isForwarded, isLocalRequest } from './http/localRequest.ts'
import { text, type Reply } from './http/reply.ts'
import { readShare, type Share, type ShareState } from './services/shareFile.ts'

export type SharingOptions = {
  /** Responds to this machine, and to everybody until something is shared. */
  app: App
  /** What that app was made of. */
  options: AppOptions
  /** The folder of share.json. */
  folder: string
}

type Handle = (request: IncomingRequest) => Reply | Promise<Reply>

const lookMs = 1_000

export class Sharing {
  readonly #options: SharingOptions
  #forStrangers: Handle | undefined = undefined
  #share: Share | undefined = undefined
  #problem: string | undefined = undefined
  #timer: NodeJS.Timeout | undefined = undefined
  #isClosed = false

  constructor(options: SharingOptions) {
    this.#options = options
  }

  /** Responds to a request. While nothing was ever shared, this costs one comparison. */
  handle(request: IncomingRequest): Reply | Promise<Reply> {
    if (this.#forStrangers === undefined || isLocalRequest(request)) {
      return this.#options.app.handle(request)
    }
    return this.#forStrangers(request)
  }

  /**
   * Does what share.json said before the server listened, so that no stranger comes first, and
   * reads it every second. (A watcher of the folder would wake up at each commit.)
   */
  watch(first: ShareState): void {
    this.#apply(first)
    const { log } = this.#options.options
    const lookAgain = () => void this.look()
      .catch((error: unknown) => log.error('share.json', errorFields(error)))
      .finally(() => {
        if (!this.#isClosed) this.#timer = setTimeout(lookAgain, lookMs).unref()
      })
    this.#timer = setTimeout(lookAgain, lookMs).unref()
  }

  close(): void {
    this.#isClosed = true
    clearTimeout(this.#timer)
  }

  /** Reads share.json, and does what it says. */
  async look(): Promise<void> {
    const state = await readShare(this.#options.folder)
    if (!this.#isClosed) this.#apply(state)
  }

  #apply({ share, problem }: ShareState): void {
    const { log } = this.#options.options
    if (problem !== undefined && problem !== this.#problem) {
      log.warn('share.json is ignored', { reason: problem })
    }
    this.#problem = problem
    if (share !== undefined) this.#open(share)
    else this.#end()
  }

  #open(share: Share): void {
    const { origin, trustedHops } = share
    if (origin === this.#share?.origin && trustedHops === this.#share.trustedHops) return
    const { options } = this.#options
    const app = createPublicApp(options, share)
    this.#share = share
    this.#forStrangers = (request) => app.handle(request)
    options.log.info('shared', { origin })
  }

  // The tunnel may still be open, and those who come through it mustn't pass for this machine.
  #end(): void {
    if (this.#share === undefined) return
    const { app, options: { log } } = this.#options
    const { origin } = this.#share
    const { host } = new URL(origin)
    this.#share = undefined
    this.#forStrangers = (request) =>
      isForwarded(request) || request.headers.host === host ? refuse() : app.handle(request)
    log.info('no longer shared', { origin })
  }
}

/** Makes the app for strangers: without what belongs to this machine or to its own address. */
function createPublicApp(options: AppOptions, { origin, trustedHops }: Share): App {
  return createApp({
    ...options,
    publicOrigin: origin,
    // Tokens stay valid, and apps know us by one name only.
    issuer: options.issuer ?? options.publicOrigin,
    trustedHops,
    mayHaveProxy: false,
    // Another provider sends people back to an address that it knows, which isn't the tunnel's.
    provider: undefined,
    // Emails that are kept here contain links that let people in.
    outboxFolder: undefined,
    courseAddress: () => undefined,
  }).app
}

function refuse(): Reply {
  const headers = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
  return text('This server is no longer shared.\n', 503, headers)
}
