// Measures how easy the upper layers are to follow: which files run for one request, how many lines
// there are, which base names repeat, and which functions are long. Run it as
// `node test/shape.ts`; it prints JSON, and fails when a request runs more files than it may.

import assert from 'node:assert/strict'
import { readFileSync, globSync } from 'node:fs'
import { Session } from 'node:inspector/promises'
import { basename, join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { addUser, email, openSignedIn, password } from './features/users/accounts.ts'
import { openTestApp } from './testApp.ts'
import { openBrowser, openProgram } from './testClients.ts'

const root = join(import.meta.dirname, '..')
const aboveHttp = /src\/(?:(?:database|services|auth|features)\/.*|app.ts)$/
const upper = ['src/auth/', 'src/features/']

// These numbers may get smaller, never larger. Before the upper layers were sorted into topics,
// they were 16, 19, 10 and 20.
const mostFiles = { 'create by API': 12, 'create by form': 17, 'follow': 6, 'sign in by form': 19 }

const inspector = new Session()
inspector.connect()

test('the shape of the upper layers', async (t) => {
  const requests: Record<string, string[]> = {
    'create by API': await filesOf(await prepareCreate(t)),
    'create by form': await filesOf(await prepareCreateForm(t)),
    'follow': await filesOf(await prepareFollow(t)),
    'sign in by form': await filesOf(await prepareSignIn(t)),
    'create by form, with the pages before and after': await filesOf(await prepareCreation(t)),
    'sign in by form, with the pages before and after': await filesOf(await prepareArrival(t)),
  }
  const report = {
    requests,
    lines: countLines(),
    repeatedNames: repeatedNames(),
    longFunctions: longFunctions(),
  }
  console.log(JSON.stringify(report, null, 2))
  for (const [request, most] of Object.entries(mostFiles)) {
    const files = requests[request]
    assert.ok(files !== undefined && files.length > 0 && files.length <= most, request)
  }
})

type Act = () => Promise<unknown>

async function prepareCreate(t: TestContext): Promise<Act> {
  const site = openTestApp(t)
  const program = openProgram(site)
  const create = () => program.send('POST', '/api/links', { target: 'https://example.com/' })
  await create()
  return create
}

async function prepareCreateForm(t: TestContext): Promise<Act> {
  const site = openTestApp(t)
  const browser = openBrowser(site)
  const fill = async () => {
    await browser.get('/')
    return () => browser.submit('/links', { target: 'https://example.com/' })
  }
  await (await fill())()
  return fill()
}

async function prepareFollow(t: TestContext): Promise<Act> {
  const site = openTestApp(t)
  await openProgram(site).send('POST', '/api/links', {
    target: 'https://example.com/', slug: 'example',
  })
  const follow = () => site.request('GET', '/example')
  await follow()
  return follow
}

async function prepareSignIn(t: TestContext): Promise<Act> {
  const site = openTestApp(t)
  const user = await addUser(site)
  await openSignedIn(site, user)
  const browser = openBrowser(site)
  await browser.get('/login')
  const signIn = () => browser.submit('/login', { email, password })
  return signIn
}

async function prepareCreation(t: TestContext): Promise<Act> {
  const site = openTestApp(t, { publicOrigin: 'https://go.example' })
  const browser = openBrowser(site)
  return async () => {
    await browser.get('/')
    await browser.submit('/links', { target: 'https://example.com/' })
    await browser.submit('/links', { target: 'https://example.com/' })
    await browser.get('/?made=example')
  }
}

async function prepareArrival(t: TestContext): Promise<Act> {
  const site = openTestApp(t, { publicOrigin: 'https://go.example' })
  await addUser(site)
  const browser = openBrowser(site)
  return async () => {
    await browser.get('/login')
    await browser.submit('/login', { email, password })
    await browser.get('/account')
  }
}

/** Lists the files above `http` in which a request ran at least one function. */
async function filesOf(act: Act): Promise<string[]> {
  await inspector.post('Profiler.enable')
  await inspector.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true })
  await inspector.post('Profiler.takePreciseCoverage')
  await act()
  const { result } = await inspector.post('Profiler.takePreciseCoverage')
  await inspector.post('Profiler.stopPreciseCoverage')
  return result
    .filter(({ functions }) => functions.some(({ ranges: [range] }) =>
      range !== undefined && range.startOffset > 0 && range.count > 0))
    .flatMap(({ url }) => aboveHttp.exec(url)?.[0] ?? [])
    .sort()
}

function sources(): { path: string; text: string }[] {
  return globSync('src/**/*.ts', { cwd: root })
    .filter((path) => upper.some((folder) => path.startsWith(folder)))
    .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))
}

function countLines() {
  const all = sources()
  const lines = all.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0)
  const code = all.reduce((sum, { text }) => sum + text.split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/\*\*|\*)/.test(line)).length, 0)
  return { files: all.length, lines, code }
}

function repeatedNames(): Record<string, number> {
  const counts = new Map<string, number>()
  for (const { path } of sources()) {
    counts.set(basename(path), (counts.get(basename(path)) ?? 0) + 1)
  }
  const repeated = [...counts].filter(([, count]) => count > 2)
  return Object.fromEntries(repeated.sort((left, right) => right[1] - left[1]))
}

// A function ends where a brace closes at the indentation of its first line.
function longFunctions(): string[] {
  return globSync('src/**/*.ts', { cwd: root }).flatMap((path) => {
    const lines = readFileSync(join(root, path), 'utf8').split('\n')
    return lines.flatMap((line, start) => {
      const indent = /^(\s*)(?:export )?(?:async )?function\b/.exec(line)?.[1]
      if (indent === undefined) return []
      const length = lines.slice(start).findIndex((each) => each === `${indent}}`) + 1
      return length > 40 ? [`${path}:${start + 1} ${length}`] : []
    })
  })
}
