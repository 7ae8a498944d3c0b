// A script that is put into the learner's page on its way to the browser. It tells the check what a
// person would see: all text, also in shadow roots and fields, and what went wrong.

export type PageReport = {
  text: string
  /** The text in the elements with these ids, if the page has them. */
  hello: string | undefined
  greeting: string | undefined
  mistakes: readonly string[]
}

/** Where the script sends its reports to. */
export const reportPath = '/.groundwork/report'

const script = `(() => {
  const mistakes = [], roots = new WeakMap()
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options)
    roots.set(this, root)
    return root
  }
  addEventListener('error', ({ message }) => mistakes.push(message ?? 'A file was not loaded'))
  addEventListener('unhandledrejection', ({ reason }) => mistakes.push(String(reason)))
  for (const name of ['alert', 'confirm', 'prompt']) {
    window[name] = () => { mistakes.push(name + ' was called'); return null }
  }
  const send = XMLHttpRequest.prototype.send, open = XMLHttpRequest.prototype.open
  const textOf = (node) => {
    if (node === null) return undefined
    if (node.nodeType === 3) return node.data
    if (['SCRIPT', 'STYLE', 'TEMPLATE', 'NOSCRIPT'].includes(node.nodeName)) return ''
    const isContents = node.nodeType === 1 && getComputedStyle(node).display === 'contents'
    if (node.nodeType === 1 && !isContents && !node.checkVisibility()) return ''
    const own = ['INPUT', 'TEXTAREA'].includes(node.nodeName) ? node.value + ' ' : ''
    const inside = [...(roots.get(node) ?? node.shadowRoot)?.childNodes ?? [], ...node.childNodes]
    return own + inside.map(textOf).join(' ')
  }
  const report = () => {
    const request = new XMLHttpRequest()
    open.call(request, 'POST', '${reportPath}')
    const body = document.body
    send.call(request, JSON.stringify({
      text: body === null ? '' : textOf(body),
      hello: textOf(document.getElementById('hello')),
      greeting: textOf(document.getElementById('greeting')),
      mistakes,
    }))
  }
  document.currentScript.remove()
  report()
  setInterval(report, 100)
})()`

/** Puts the script before everything else in a page. */
export function withReporter(page: string): string {
  const start = /^\s*<!doctype[^>]*>/i.exec(page)?.[0] ?? ''
  return `${start}<script>${script}</script>${page.slice(start.length)}`
}

/** Reads a report; undefined when it isn't one. */
export function parseReport(body: string): PageReport | undefined {
  try {
    const value: unknown = JSON.parse(body)
    const read = (name: string): unknown => Reflect.get(Object(value), name)
    const mistakes = read('mistakes')
    return {
      text: tidy(read('text')) ?? '', hello: tidy(read('hello')), greeting: tidy(read('greeting')),
      mistakes: Array.isArray(mistakes) ? mistakes.map(String) : [],
    }
  } catch {
    return undefined
  }
}

function tidy(value: unknown): string | undefined {
  return typeof value === 'string' ? value.replaceAll(/\s+/g, ' ').trim() : undefined
}
