import assert from 'node:assert/strict'
import test from 'node:test'
import {
  fetchJson, mayFetch, ProviderError,
} from '../../../../src/features/oauth/client/fetchJson.ts'

test('a provider sends us to https, and to this machine only when it is on it', () => {
  const far = 'https://provider.example'
  const here = 'http://127.0.0.1:8000'
  const rows: [address: string, issuer: string, isAllowed: boolean][] = [
    ['https://provider.example/token', far, true], ['https://keys.example/', far, true],
    ['http://provider.example/token', far, false], ['http://127.0.0.1:8000/token', far, false],
    ['https://127.0.0.1/token', far, false], ['https://localhost/token', far, false],
    ['https://[::1]/', far, false], ['https://[::ffff:127.0.0.1]/', far, false],
    ['https://0.0.0.0/', far, false], ['https://a.localhost/', far, false],
    ['https://2130706433/', far, false], ['https://0x7f.1/', far, false],
    ['https://user@provider.example/', far, false], ['https://:x@provider.example/', far, false],
    ['file:///etc/passwd', far, false], ['data:application/json,{}', far, false],
    ['ftp://provider.example/', far, false], ['/token', far, false], ['', far, false],
    ['http://127.0.0.1:9000/token', here, true], ['http://localhost/token', here, true],
    ['https://localhost/token', here, true], ['http://provider.example/', here, false],
    ['file:///etc/passwd', here, false],
  ]
  for (const [address, issuer, isAllowed] of rows) {
    assert.equal(mayFetch(address, issuer), isAllowed, `${address} for ${issuer}`)
  }
})

test("what can't be reached is reported as such", async () => {
  // Port 9 is closed on this machine, and fetch refuses to go there in any case.
  await assert.rejects(fetchJson('http://127.0.0.1:9/'), (error) =>
    error instanceof ProviderError && error.code === 'unreachable')
})
