// A browser as a person uses it: looks at pages, clicks what has a name, fills in what has a label.
// Each method is one command of WebDriver, or of Chromium's own protocol where that has none.

import { isRecord } from '../../src/basics/check.ts'
import { startDriver, type Driver } from './chromedriver.ts'

export type ColorScheme = 'light' | 'dark'

// Keys without a character have one in a private range (W3C WebDriver, section 15.4.2).
const keyCodes: Record<string, string> = {
  Tab: '\uE004', Enter: '\uE007', Shift: '\uE008', Space: ' ',
}

// The name under which an element's id travels (W3C WebDriver, section 12.1).
const elementKey = 'element-6066-11e4-a52e-4f735466cecf'

const patienceMs = 5_000

// Gives the type of the field that has the focus then, with all of its text selected; null if it
// can't be seen or used.
const focusField = `const field = document.evaluate(arguments[0], document).iterateNext()
  if (!field.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return null
  field.focus()
  if (document.activeElement !== field) return null
  if (!field.type.startsWith('date')) field.select()
  return field.type`

// A page's own autofocus comes with its first frame, unless another field has the focus by then.
const hasOwnFocus = `return document.querySelector('[autofocus]') === null
  || document.activeElement !== document.body`

/** Selects the link, button or summary of the main part with exactly this text. */
export function named(name: string): string {
  return `//main//*[self::a or self::button or self::summary][normalize-space()="${name}"]`
}

export class Browser {
  #driver: Driver

  constructor(driver: Driver) {
    this.#driver = driver
  }

  async visit(url: string): Promise<void> {
    await this.#driver.send('POST', '/url', { url })
  }

  async url(): Promise<string> {
    return String(await this.#driver.send('GET', '/url'))
  }

  /** Finds the one element for a CSS selector, or for an XPath that starts with `//`. */
  async find(selector: string): Promise<string> {
    const using = selector.startsWith('//') ? 'xpath' : 'css selector'
    const element = await this.#driver.send('POST', '/element', { using, value: selector })
    if (isRecord(element)) return String(element[elementKey])
    throw new Error(`Cannot find ${selector}`)
  }

  async click(selector: string): Promise<void> {
    await this.#driver.send('POST', `/element/${await this.find(selector)}/click`)
  }

  /** Clicks twice at the same place, wherever the first click leads. */
  async doubleClick(selector: string): Promise<void> {
    const origin = { [elementKey]: await this.find(selector) }
    const press = [{ type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }]
    const pause = { type: 'pause', duration: 100 }
    const actions = [{ type: 'pointerMove', origin, x: 0, y: 0 }, ...press, pause, ...press]
    const mouse = { type: 'pointer', id: 'mouse', actions }
    await this.#driver.send('POST', '/actions', { actions: [mouse] })
  }

  /** Runs a script in each new page before its own ones; the function that it gives ends that. */
  async runFirst(source: string): Promise<() => Promise<void>> {
    const answer = await this.#chromium('Page.addScriptToEvaluateOnNewDocument', { source })
    const identifier = isRecord(answer) ? answer['identifier'] : undefined
    const command = 'Page.removeScriptToEvaluateOnNewDocument'
    return async () => void await this.#chromium(command, { identifier })
  }

  /** Clicks what leads to another page, and waits for that page. */
  async follow(selector: string): Promise<void> {
    await this.leave(() => this.click(selector))
  }

  /** Does something that leads to another page, and waits for that page. */
  async leave(act: () => Promise<void>): Promise<void> {
    const old = await this.#pageStart()
    await act()
    const end = Date.now() + patienceMs
    while (await this.#pageStart() === old) {
      if (Date.now() > end) throw new Error(`The browser stayed on ${await this.url()}`)
    }
  }

  /** Waits for a page's own autofocus; not for long, because a page may have nothing to draw. */
  async untilFocused(): Promise<void> {
    const end = Date.now() + 1_000
    while (await this.executeScript(hasOwnFocus) !== true && Date.now() < end) continue
  }

  /** Replaces what the field with this label has in it. */
  async fill(label: string, text: string): Promise<void> {
    const selector = `//*[@id = //label[normalize-space()="${label}"]/@for]`
    await this.untilFocused()
    const type = await this.executeScript(focusField, selector)
    if (typeof type !== 'string') throw new Error(`Cannot fill in "${label}": it can't be used`)
    // How a date is typed depends on the language of the browser.
    if (type.startsWith('date')) {
      await this.executeScript('document.activeElement.value = arguments[0]', text)
    } else if (text === '') {
      await this.#driver.send('POST', `/element/${await this.find(selector)}/clear`)
    } else {
      // As pasted text: to press a hundred keys would take a second.
      await this.#chromium('Input.insertText', { text })
    }
  }

  /** Ticks the box whose label starts with these words. */
  async tick(label: string): Promise<void> {
    await this.click(`//label[starts-with(normalize-space(), "${label}")]/input`)
  }

  /** Gives the text as it is shown. */
  async text(selector: string): Promise<string> {
    const element = await this.find(selector)
    return String(await this.#driver.send('GET', `/element/${element}/text`))
  }

  async attribute(selector: string, name: string): Promise<string | null> {
    const element = await this.find(selector)
    const value = await this.#driver.send('GET', `/element/${element}/attribute/${name}`)
    return value === null ? null : String(value)
  }

  /** Says whether at least one element is there and can be seen. */
  async shows(selector: string): Promise<boolean> {
    const seen = `return [...document.querySelectorAll(arguments[0])].some((element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))`
    return await this.executeScript(seen, selector) === true
  }

  /** Runs the body of a function in the page; a promise that it returns is waited for. */
  async executeScript(script: string, ...args: readonly unknown[]): Promise<unknown> {
    return this.#driver.send('POST', '/execute/sync', { script, args })
  }

  /** Waits until an expression is true in the page; gives up after the session's script timeout. */
  async waitUntil(expression: string): Promise<void> {
    await this.executeScript(`return new Promise((resolve) => {
      const look = () => (${expression}) ? resolve() : requestAnimationFrame(look)
      look()
    })`)
  }

  /**
   * Presses keys one after the other, as on a real keyboard: they go to what has the focus. A key
   * is a character or a name, and `Shift+` may stand before it.
   */
  async pressKeys(...keys: readonly string[]): Promise<void> {
    const actions = keys.flatMap((key) => {
      const codes = key.startsWith('Shift+') ? ['Shift', key.slice(6)].map(codeOf) : [codeOf(key)]
      return [
        ...codes.map((value) => ({ type: 'keyDown', value })),
        ...codes.toReversed().map((value) => ({ type: 'keyUp', value })),
      ]
    })
    const keyboard = { type: 'key', id: 'keyboard', actions }
    await this.#driver.send('POST', '/actions', { actions: [keyboard] })
  }

  /** Gives a PNG of one element, or of the whole page and not only what fits into the window. */
  async screenshot(selector?: string): Promise<Uint8Array> {
    if (selector !== undefined) {
      const command = `/element/${await this.find(selector)}/screenshot`
      return Buffer.from(String(await this.#driver.send('GET', command)), 'base64')
    }
    const answer = await this.#chromium('Page.captureScreenshot', { captureBeyondViewport: true })
    return Buffer.from(isRecord(answer) ? String(answer['data']) : '', 'base64')
  }

  async cookies(): Promise<Record<string, unknown>[]> {
    const cookies = await this.#driver.send('GET', '/cookie')
    return Array.isArray(cookies) ? cookies.filter(isRecord) : []
  }

  async deleteCookies(): Promise<void> {
    await this.#driver.send('DELETE', '/cookie')
  }

  /** Gives the page a size in CSS pixels. No window is narrower than 500, so it is emulated. */
  async resize(width: number, height: number): Promise<void> {
    const size = { width, height, deviceScaleFactor: 1, mobile: false }
    await this.#chromium('Emulation.setDeviceMetricsOverride', size)
    // They take no width on a phone, and so none anywhere.
    await this.#chromium('Emulation.setScrollbarsHidden', { hidden: true })
  }

  async prefer(scheme: ColorScheme): Promise<void> {
    const features = [{ name: 'prefers-color-scheme', value: scheme }]
    await this.#chromium('Emulation.setEmulatedMedia', { features })
  }

  /** Puts the browser into a time zone, such as `Europe/Berlin`; an empty name ends that. */
  async useTimeZone(timezoneId: string): Promise<void> {
    await this.#chromium('Emulation.setTimezoneOverride', { timezoneId })
  }

  /** Makes the processor slower by a factor for pages, as a busy machine does; 1 is as usual. */
  async slowDown(rate: number): Promise<void> {
    await this.#chromium('Emulation.setCPUThrottlingRate', { rate })
  }

  /** Switches the scripts of pages on or off, from the next page on. `executeScript` goes on. */
  async allowScripts(isAllowed: boolean): Promise<void> {
    await this.#chromium('Emulation.setScriptExecutionDisabled', { value: !isAllowed })
  }

  async allowClipboard(): Promise<void> {
    const permissions = ['clipboardReadWrite', 'clipboardSanitizedWrite']
    await this.#chromium('Browser.grantPermissions', { permissions })
  }

  /** Gives what the console has shown since the last call. */
  async readConsole(): Promise<string[]> {
    const entries = await this.#driver.send('POST', '/se/log', { type: 'browser' })
    if (!Array.isArray(entries)) throw new Error('The browser has no log')
    return entries.map((entry: unknown) => (isRecord(entry) ? String(entry['message']) : ''))
  }

  async quit(): Promise<void> {
    await this.#driver.stop()
  }

  // When the page began to load: another page, another time. A script that runs while the page goes
  // away is broken off, and runs again on the next one.
  async #pageStart(): Promise<unknown> {
    try {
      return await this.executeScript('return performance.timeOrigin')
    } catch {
      return this.executeScript('return performance.timeOrigin')
    }
  }

  async #chromium(cmd: string, params: object): Promise<unknown> {
    return this.#driver.send('POST', '/goog/cdp/execute', { cmd, params })
  }
}

/** Starts a browser of its own: no cookies, no cache, nothing but this machine to reach. */
export async function openBrowser(): Promise<Browser> {
  return new Browser(await startDriver())
}

function codeOf(key: string): string {
  return keyCodes[key] ?? key
}
