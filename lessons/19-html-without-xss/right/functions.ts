// Without a template tag: functions that build, and one that escapes.
import { createServer } from 'node:http'

const entries: Record<string, string>[] = []
const names: Record<string, string> = {
  '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;',
}
const escape = (text = '') => text.replace(/[&<>"']/g, (sign) => names[sign] ?? '')

function item({ name, message, website = '' }: Record<string, string>): string {
  const link = /^https?:/i.test(website) ? `<a href='${escape(website)}'>site</a>` : ''
  const author = `<b>${escape(name)}</b>`
  return `<li title='from ${escape(name)}'><p>${escape(message)}</p>${author}${link}</li>`
}

createServer((request, response) => {
  let text = ''
  request.setEncoding('utf8').on('data', (piece) => (text += piece)).on('end', () => {
    if (request.method === 'POST') {
      entries.push(Object.fromEntries(new URLSearchParams(text)))
      return void response.writeHead(302, { Location: '/' }).end()
    }
    const json = JSON.stringify(entries)
      .replace(/[<>&]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`)
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' })
    const list = `<ul>${entries.map(item).join('')}</ul>`
    response.end(`<!DOCTYPE html>${list}<SCRIPT type="application/json">${json}</SCRIPT>`)
  })
}).listen(process.env.PORT)
