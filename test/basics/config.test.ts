import assert from 'node:assert/strict'
import test from 'node:test'
import {
  ConfigError, isLocalOrigin, isLoopbackName, readConfig, type Config,
} from '../../src/basics/config.ts'

const defaults: Config = {
  port: 3000,
  host: '127.0.0.1',
  dataFolder: 'data',
  databaseUrl: undefined,
  publicOrigin: undefined,
  trustedHops: 0,
  mayHaveProxy: false,
  log: 'auto',
  anonymousLinks: true,
  signUp: 'open',
  metricsPort: undefined, metricsHost: '127.0.0.1', coursePort: 4000,
  smtpUrl: undefined,
  mailFrom: undefined,
  secret: undefined,
  tokenKeys: undefined,
  provider: undefined,
  isProduction: false,
}

const provider = {
  issuer: 'https://id.example/a/', clientId: 'x', clientSecret: undefined, name: 'id.example',
}
const proxy = { mayHaveProxy: true }
const keyBytes = Buffer.alloc(32, 0xfb)
const key = keyBytes.toString('base64')

test('without settings the server is for this machine only', () => {
  assert.deepEqual(readConfig({}), defaults)
})

test('an empty setting counts as none', () => {
  const names = ['PORT', 'HOST', 'DATA', 'PUBLIC_ORIGIN', 'TRUSTED_HOPS', 'LOG', 'ANONYMOUS_LINKS']
  assert.deepEqual(readConfig(Object.fromEntries(names.map((name) => [name, '']))), defaults)
})

test('a proxy may be in front when the origin is set and the number of proxies is not', () => {
  const origin = { PUBLIC_ORIGIN: 'https://go.example' }
  const rows: [environment: Record<string, string>, mayHaveProxy: boolean][] = [
    [{}, false], [origin, true], [{ ...origin, TRUSTED_HOPS: '' }, true],
    [{ ...origin, TRUSTED_HOPS: '0' }, false], [{ ...origin, TRUSTED_HOPS: '1' }, false],
    [{ TRUSTED_HOPS: '1' }, false],
  ]
  for (const [environment, expected] of rows) {
    assert.equal(readConfig(environment).mayHaveProxy, expected, JSON.stringify(environment))
  }
})

test('each setting is read', () => {
  const rows: [environment: Record<string, string>, config: Partial<Config>][] = [
    [{ PORT: '0' }, { port: 0 }],
    [{ PORT: '65535' }, { port: 65_535 }],
    [{ PORT: '080' }, { port: 80 }],
    [{ HOST: '0.0.0.0' }, { host: '0.0.0.0' }],
    [{ DATA: '/var/lib/groundwork' }, { dataFolder: '/var/lib/groundwork' }],
    [{ PUBLIC_ORIGIN: 'https://go.example' }, { publicOrigin: 'https://go.example', ...proxy }],
    [{ PUBLIC_ORIGIN: 'https://go.example/' }, { publicOrigin: 'https://go.example', ...proxy }],
    [{ PUBLIC_ORIGIN: 'HTTPS://Go.Example:443' }, { publicOrigin: 'https://go.example', ...proxy }],
    [{ PUBLIC_ORIGIN: 'http://10.0.0.7:8080' }, { publicOrigin: 'http://10.0.0.7:8080', ...proxy }],
    [{ PUBLIC_ORIGIN: 'https://ü.example' }, { publicOrigin: 'https://xn--tda.example', ...proxy }],
    [{ TRUSTED_HOPS: '0' }, { trustedHops: 0 }],
    [{ TRUSTED_HOPS: '10' }, { trustedHops: 10 }],
    [{ LOG: 'auto' }, { log: 'auto' }],
    [{ LOG: 'json' }, { log: 'json' }],
    [{ LOG: 'short' }, { log: 'short' }],
    [{ LOG: 'off' }, { log: 'off' }],
    [{ COURSE_PORT: '4100' }, { coursePort: 4100 }],
    [{ ANONYMOUS_LINKS: 'on' }, { anonymousLinks: true }],
    [{ ANONYMOUS_LINKS: 'off' }, { anonymousLinks: false }],
    [{ SIGN_UP: 'open' }, { signUp: 'open' }],
    [{ SIGN_UP: 'invite' }, { signUp: 'invite' }],
    [{ SIGN_UP: 'closed' }, { signUp: 'closed' }],
    [{ SMTP_URL: 'smtp://mail.example' }, { smtpUrl: 'smtp://mail.example' }],
    [{ MAIL_FROM: 'a@b.example' }, { mailFrom: 'a@b.example' }],
    [{ SECRET: key }, { secret: keyBytes }],
    [{ SECRET: keyBytes.toString('base64url') }, { secret: keyBytes }],
    [
      { TOKEN_KEYS: `b:${key}, a.1:${key}` },
      { tokenKeys: [{ kid: 'b', secret: keyBytes }, { kid: 'a.1', secret: keyBytes }] },
    ],
    [{ OIDC_CLIENT_ID: '', OIDC_CLIENT_SECRET: '', OIDC_NAME: '', METRICS_HOST: '' }, {}],
    [{ METRICS_HOST: '10.0.0.7', METRICS_PORT: '0' }, { metricsHost: '10.0.0.7', metricsPort: 0 }],
    [
      { OIDC_ISSUER: 'https://id.example/a/', OIDC_CLIENT_ID: 'x y' },
      { provider: { ...provider, clientId: 'x y' } },
    ],
    [
      { OIDC_ISSUER: 'http://localhost:9/', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 's',
        OIDC_NAME: 'Work' },
      { provider: {
        issuer: 'http://localhost:9/', clientId: 'x', clientSecret: 's', name: 'Work',
      } },
    ],
    [{ port: '1', NODE_ENV: 'production' }, { isProduction: true }],
  ]
  for (const [environment, expected] of rows) {
    assert.deepEqual(readConfig(environment), { ...defaults, ...expected })
  }
})

test('a wrong setting is named with its value and what to write', () => {
  const port = 'use a whole number from 0 to 65535'
  const hops = 'use a whole number from 0 to 10'
  const issuer = 'use a URL like https://accounts.example.org, as the provider writes it'
  const origin = 'use a URL like https://go.example, without a path'
  const rows: [name: string, value: string, reason: string][] = [
    ['PORT', '65536', port],
    ['PORT', '-1', port],
    ['PORT', '3000x', port],
    ['PORT', '3e3', port],
    ['PORT', '80.5', port],
    ['PORT', '٣', port],
    ['TRUSTED_HOPS', '11', hops],
    ['TRUSTED_HOPS', 'one', hops],
    ['LOG', 'JSON', 'use one of auto, json, short, off'],
    ['LOG', 'verbose', 'use one of auto, json, short, off'],
    ['ANONYMOUS_LINKS', 'yes', 'use one of on, off'],
    ['PUBLIC_ORIGIN', 'go.example', origin],
    ['PUBLIC_ORIGIN', 'localhost:3000', origin],
    ['PUBLIC_ORIGIN', 'https://go.example/links', origin],
    ['PUBLIC_ORIGIN', 'https://go.example/?a=1', origin],
    ['PUBLIC_ORIGIN', 'https://go.example/#top', origin],
    ['PUBLIC_ORIGIN', 'https://ann@go.example', origin],
    ['PUBLIC_ORIGIN', 'https://:secret@go.example', origin],
    ['PUBLIC_ORIGIN', 'ftp://go.example', origin],
    ['PUBLIC_ORIGIN', 'javascript:alert(1)', origin],
    ['PUBLIC_ORIGIN', 'https://', origin],
    ...['https://go..example', 'https://-go.example', 'https://go.example.', 'https://go.example:0',
      'https://*.go.example'].map((value): [string, string, string] =>
      ['PUBLIC_ORIGIN', value, origin]),
    ...['http://id.example', 'id.example', 'https://a@id.example', 'https://id.example?a',
      'https://id.example#', 'ftp://localhost'].map((value): [string, string, string] =>
      ['OIDC_ISSUER', value, issuer]),
  ]
  for (const [name, value, reason] of rows) {
    const message = `${name}=${JSON.stringify(value)}: ${reason}`
    assert.throws(() => readConfig({ [name]: value }), { name: 'ConfigError', message }, message)
  }
})

test('the error names what a file of settings or a shell left in a value', () => {
  const space = 'remove the space or line break around it'
  const quotes = 'remove the quotes around it'
  const path = 'write the whole path, such as /var/lib/groundwork, without ~ and $'
  const address = 'use an IP address without a port: 127.0.0.1, or 0.0.0.0 for all addresses'
  const all = 'use the address that people type: this one means every address of a machine'
  const rows: [name: string, value: string, reason: string][] = [
    ...['PORT', 'HOST', 'DATA', 'PUBLIC_ORIGIN', 'LOG', 'SIGN_UP', 'MAIL_FROM', 'METRICS_PORT',
      'OIDC_ISSUER', 'NODE_ENV'].flatMap((name): [string, string, string][] => [
      [name, ' ', space], [name, 'a\r', space], [name, 'a\n', space], [name, ' a', space],
      [name, '"a"', quotes], [name, "'a'", quotes], [name, '""', quotes],
      [name, 'a\nb', 'remove the line break or control character'],
    ]),
    ['DATA', '~', path], ['DATA', '~/data', path], ['DATA', '$HOME/data', path],
    ['DATA', '/srv/${NAME}', path],
    ...['127.0.0.1:3000', '[::1]', '*', 'http://localhost', '127.0.0.1,::1', '/run/x.sock', 'a b']
      .flatMap((value): [string, string, string][] =>
        [['HOST', value, address], ['METRICS_HOST', value, address]]),
    ['PUBLIC_ORIGIN', 'http://0.0.0.0:3000', all], ['PUBLIC_ORIGIN', 'http://[::]:3000', all],
    ['NODE_ENV', 'Production', 'write production'], ['NODE_ENV', 'prod', 'write production'],
    ['OIDC_ISSUER', 'https://id.example/.well-known/openid-configuration',
      'leave out /.well-known/ and the rest'],
  ]
  for (const [name, value, reason] of rows) {
    const message = `${name}=${JSON.stringify(value)}: ${reason}`
    assert.throws(() => readConfig({ [name]: value }), { name: 'ConfigError', message }, message)
  }
  for (const value of ['"x', "it's", 'a b']) {
    assert.equal(readConfig({ DATA: value }).dataFolder, value)
  }
  for (const value of ['localhost', '::1', 'fe80::1%eth0', 'my_host.lan']) {
    assert.equal(readConfig({ HOST: value }).host, value)
  }
  assert.equal(readConfig({ NODE_ENV: 'staging' }).isProduction, false)
})

test('a wrong secret is named without its value', () => {
  const key = 'use at least 32 random bytes as base64, such as from: '
    + "node -p \"crypto.randomBytes(32).toString('base64')\""
  const rows: [name: string, value: string, reason: string][] = [
    ['SECRET', 'hunter2', key],
    ['SECRET', Buffer.alloc(31, 1).toString('base64'), key],
    ['SECRET', `${'x'.repeat(50)}!`, key],
    ['TOKEN_KEYS', 'x'.repeat(50), 'use the form name:key,name:key'],
    ['TOKEN_KEYS', `a:${'x'.repeat(20)}`, key],
    ['TOKEN_KEYS', `a:${'x'.repeat(50)},a:${'x'.repeat(50)}`, 'two keys have the same name'],
  ]
  for (const [name, value, reason] of rows) {
    const message = `${name}=…: ${reason}`
    assert.throws(() => readConfig({ [name]: value }), { name: 'ConfigError', message }, message)
  }
})

test('a provider without an id is a wrong setting', () => {
  const message = 'OIDC_CLIENT_ID is missing: the provider gave it to you; or unset OIDC_ISSUER'
  assert.throws(() => readConfig({ OIDC_ISSUER: 'https://id.example' }), { message })
})

test('a setting that has no effect without another one is a wrong setting', () => {
  const rows: [name: string, whole: string][] = [
    ['OIDC_CLIENT_ID', 'OIDC_ISSUER'], ['OIDC_CLIENT_SECRET', 'OIDC_ISSUER'],
    ['OIDC_NAME', 'OIDC_ISSUER'], ['METRICS_HOST', 'METRICS_PORT'],
  ]
  for (const [name, whole] of rows) {
    const message = `${whole} is missing: without it, ${name} has no effect; or unset ${name}`
    for (const others of [{}, { [whole]: '' }]) {
      const environment = { [name]: '127.0.0.1', ...others }
      assert.throws(() => readConfig(environment), { name: 'ConfigError', message })
    }
  }
  const unreadable = { OIDC_ISSUER: 'x', OIDC_CLIENT_ID: 'y' }
  assert.throws(() => readConfig(unreadable), { message: /^OIDC_ISSUER="x": [^\n]+$/ })
})

test('an origin with a star, where no page can be, is a wrong setting', () => {
  const environment = { PUBLIC_ORIGIN: 'https://*.example' }
  assert.throws(() => readConfig(environment), ConfigError)
})

test('every wrong setting is named in one message', () => {
  const environment = { PORT: 'x', LOG: 'x', DATA: 'x', TRUSTED_HOPS: 'x', PUBLIC_ORIGIN: 'x' }
  assert.throws(() => readConfig(environment), (error) => {
    assert.ok(error instanceof ConfigError)
    const names = error.message.split('\n').map((line) => line.split('=')[0])
    assert.deepEqual(names, ['PORT', 'PUBLIC_ORIGIN', 'TRUSTED_HOPS', 'LOG'])
    return true
  })
})

test('the names of this machine are known in every spelling', () => {
  const own = [
    'localhost', 'LOCALHOST', 'localhost.', 'a.localhost', 'a.b.localhost.', '127.0.0.1', '127.1',
    '127.255.0.9', '2130706433', '0x7f000001', '017700000001', '0', '0.0.0.0', '[::1]',
    '[0:0:0:0:0:0:0:1]', '[::]', '[::ffff:127.0.0.1]', '[::FFFF:7f00:1]', '[::ffff:127.9.9.9]',
  ]
  const others = [
    'example.org', 'localhost.example', 'localhost-a', 'mylocalhost', '128.0.0.1', '126.0.0.1',
    '10.0.0.1', '192.168.0.1', '[::2]', '[2001:db8::1]', '[::ffff:10.0.0.1]', '127.0.0.1.example',
    '1270.example', '[fe80::1]',
  ]
  for (const host of own) assert.ok(isThisMachine(host), host)
  for (const host of others) assert.ok(!isThisMachine(host), host)
})

test('0.0.0.0 written as an IPv6 address is this machine too', () => {
  assert.ok(isThisMachine('[::ffff:0.0.0.0]'))
})

function isThisMachine(host: string): boolean {
  const origin = `http://${host}:3000`
  const isLocal = isLocalOrigin(origin)
  assert.equal(isLoopbackName(new URL(origin).hostname), isLocal)
  return isLocal
}
