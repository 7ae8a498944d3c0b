// What the tests of the reader share: a browser, and the reader of three small lessons. Each test
// has a fresh workshop of its own.

import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { after, afterEach, beforeEach } from 'node:test'
import { startReader, type Reader } from '../../src/course/reader/start.ts'
import { leaveRoom, makeRoom, type Room } from '../course/reader/readerStage.ts'
import { whyNoBrowser } from './chromedriver.ts'
import { openBrowser, type Browser } from './webdriver.ts'

export type CourseStage = Room & {
  browser: Browser
  origin: string
  /** Ends the reader; the function that it gives starts it again at the same address. */
  stopReader(): Promise<() => Promise<void>>
}

export type CourseDoor = { options: { skip?: string }; enter: () => CourseStage }

/** Opens a browser before the first test of a file, and a reader before each. */
export function useCourse(): CourseDoor {
  const problem = whyNoBrowser()
  const isRequired = process.env['REQUIRE_BROWSER'] === '1'
  const state: { browser?: Browser; room?: Room; reader?: Reader; errors: unknown[] } = {
    errors: [],
  }
  const hearError = (error: unknown) => void state.errors.push(error)
  const enter = (): CourseStage => {
    const { browser, room, reader } = state
    if (browser === undefined || room === undefined || reader === undefined) {
      throw new Error('The stage is not open')
    }
    const { port } = reader
    const stopReader = async () => {
      await reader.close()
      return async () => {
        state.reader = await startReader({ ...room, port, onError: hearError })
      }
    }
    return { ...room, browser, origin: `http://localhost:${port}`, stopReader }
  }
  if (problem !== undefined && !isRequired) return { options: { skip: problem }, enter }
  // Not in `before`, see stage.ts.
  let opening: Promise<Browser> | undefined
  beforeEach(async () => {
    opening ??= openBrowser()
    state.browser = await opening
    state.room = makeRoom()
    state.errors = []
    state.reader = await startReader({ ...state.room, port: 0, onError: hearError })
    const { browser } = enter()
    await browser.allowScripts(true)
    await browser.resize(1280, 800)
    await browser.prefer('light')
  })
  afterEach(async () => {
    const complaints = (await enter().browser.readConsole()).filter((line) => !isStatusOfPage(line))
    const { room, reader, errors } = state
    await reader?.close()
    if (room !== undefined) await leaveRoom(room)
    assert.deepEqual(complaints, [], 'the console complains')
    assert.deepEqual(errors, [], 'the reader had errors')
  })
  after(() => state.browser?.quit())
  return { options: {}, enter }
}

/** Changes the learner's file of a lesson, as an editor does. */
export function edit({ workshop }: Room, id: string, change: (text: string) => string): void {
  const path = workshop.exercisePath(id)
  writeFileSync(path, change(readFileSync(path, 'utf8')))
}

// A page with a status of 400 or more is reported like a missing picture. The stream of a reader
// that was stopped is broken off.
function isStatusOfPage(line: string): boolean {
  return /Failed to load resource: .* status of 4\d\d|\/events/.test(line)
    && !line.includes('/assets/')
}
