// Reads HTML as a browser does, as far as it matters here: which elements and attributes there are,
// and what a person sees. What an attacker managed to add is then an element like any other.

export type Element = { name: string; attributes: ReadonlyMap<string, string> }

export type Page = {
  elements: readonly Element[]
  /** The texts between the tags, decoded. */
  texts: readonly string[]
  /** The contents of scripts, as they are. */
  scripts: readonly { attributes: ReadonlyMap<string, string>; text: string }[]
}

const tag =
  /^<([a-z][a-z0-9-]*)((?:\s+[^\s"'<>/=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?|[\s/"'])*)>/i
const attribute = /([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g

/** Reads a page. It never throws, whatever the page is like. */
export function readHtml(text: string): Page {
  const elements: Element[] = []
  const texts: string[] = []
  const scripts: { attributes: ReadonlyMap<string, string>; text: string }[] = []
  let rest = text
  while (rest !== '') {
    const skipped = /^(?:<!--[^]*?(?:-->|$)|<![^>]*>|<\/[a-z][^>]*>)/i.exec(rest)?.[0]
    const [whole, name = '', attributes = ''] = tag.exec(rest) ?? []
    if (skipped !== undefined) {
      rest = rest.slice(skipped.length)
    } else if (whole !== undefined) {
      const element = { name: name.toLowerCase(), attributes: readAttributes(attributes) }
      elements.push(element)
      rest = rest.slice(whole.length)
      if (element.name !== 'script') continue
      const end = rest.search(/<\/script/i)
      scripts.push({ attributes: element.attributes, text: end === -1 ? rest : rest.slice(0, end) })
      rest = end === -1 ? '' : rest.slice(end)
    } else {
      const end = rest.indexOf('<', 1)
      texts.push(decode(end === -1 ? rest : rest.slice(0, end)))
      rest = end === -1 ? '' : rest.slice(end)
    }
  }
  return { elements, texts, scripts }
}

function readAttributes(text: string): Map<string, string> {
  return new Map([...text.matchAll(attribute)].map(([, name = '', double, single, bare]) =>
    [name.toLowerCase(), decode(double ?? single ?? bare ?? '')]))
}

const names = new Map([['amp', '&'], ['lt', '<'], ['gt', '>'], ['quot', '"'], ['apos', "'"]])

/** Replaces the codes of HTML, such as `&lt;`, by their signs. */
export function decode(text: string): string {
  return text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return names.get(name.toLowerCase()) ?? whole
      return String.fromCodePoint(
        Math.min(hex === undefined ? Number(decimal) : parseInt(hex, 16), 0x10ffff),
      )
    })
}
