import assert from 'node:assert/strict'
import test from 'node:test'
import { describeAgent } from '../../src/http/userAgent.ts'

const apple = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const iphone = `Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) ${apple}`
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)'

test('a browser is called as its user would call it', () => {
  const rows: [header: string, name: string][] = [
    [`${windows} Chrome/142.0.0.0 Safari/537.36`, 'Chrome on Windows'],
    [`${windows} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`, 'Edge on Windows'],
    [`${windows} Chrome/142.0.0.0 Safari/537.36 OPR/120.0.0.0`, 'Opera on Windows'],
    ['Opera/9.80 (Windows NT 6.1; WOW64) Presto/2.12.388 Version/12.18', 'Opera on Windows'],
    ['Opera/9.80 (Android; Opera Mini/12.0; U; pl) Presto/2.12.423', 'Opera on Android'],
    [`${iphone} OPiOS/16.0.15 Mobile/15E148 Safari/9537.53`, 'Opera on iPhone'],
    [`${iphone} Version/18.1 Mobile/15E148 Safari/604.1 OPT/4.3`, 'Opera on iPhone'],
    [`${iphone} CriOS/142.0 Mobile/15E148 Safari/604.1`, 'Chrome on iPhone'],
    [`${iphone} FxiOS/144.0 Mobile/15E148 Safari/605.1.15`, 'Firefox on iPhone'],
    [`${iphone} EdgiOS/142.0 Mobile/15E148 Safari/605.1.15`, 'Edge on iPhone'],
    [`${iphone} Version/18.1 Mobile/15E148 Safari/604.1`, 'Safari on iPhone'],
    ['curl/8.11.0', 'curl'], ['HTTPie/3.2.4', 'HTTPie'], ['', 'An unknown program'],
  ]
  for (const [header, name] of rows) assert.equal(describeAgent(header), name, header)
})
