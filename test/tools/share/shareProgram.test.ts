// `npm run share -- FOLDER`: a learner's program, with the variables that it needs.

import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import test, { type TestContext } from 'node:test'
import { parseJson } from '../../pick.ts'
import { Program } from '../../program.ts'
import { temporaryFolder } from '../../temporaryFolder.ts'
import { installProgram, ngrokLines, openTunnel, printing, send } from './standIns.ts'

const skip = process.platform === 'win32'
const origin = 'https://demo.ngrok-free.app'
const changed = 'https://new.ngrok-free.app'

const showVariables = `
import { createServer } from 'node:http'
const { PORT, DATABASE, PUBLIC_ORIGIN, TRUSTED_HOPS } = process.env
createServer((request, response) => {
  if (request.url === '/crash') process.exit(7)
  response.end(JSON.stringify({ DATABASE, PUBLIC_ORIGIN, TRUSTED_HOPS, pid: process.pid }))
}).listen(Number(PORT), 'localhost')
process.on('SIGTERM', () => process.exit(0))
console.log('listening on', PORT)
`

function share(t: TestContext, PATH: string, ...words: string[]): Program {
  return new Program(t, ['src/tools/share.ts', ...words], { PATH, PORT: '0' })
}

async function portOf(sharing: Program): Promise<number> {
  const match = await sharing.until(() => /program is at http:\/\/localhost:(\d+)/
    .exec(sharing.errors))
  return Number(match[1])
}

async function variablesOf(port: number): Promise<Record<string, unknown>> {
  const content = parseJson((await send(port, '/', { headers: { host: 'x' } })).text)
  return Object.fromEntries(Object.entries(content ?? {}))
}

/** ngrok with its pid in a file; SIGUSR2 gives it another address, as a new connection can. */
function installNgrok(t: TestContext): { bin: string; changeAddress: () => void } {
  const bin = temporaryFolder(t)
  const path = join(bin, 'pid')
  installProgram(bin, 'ngrok', `
    require('node:fs').writeFileSync(${JSON.stringify(path)}, String(process.pid))
    process.on('SIGUSR2', () => console.log(${JSON.stringify(ngrokLines(changed).at(-1))}))
    ${printing(ngrokLines(origin))}`)
  return { bin, changeAddress: () => process.kill(Number(readFileSync(path, 'utf8')), 'SIGUSR2') }
}

test("a learner's program starts anew with each public address", { skip }, async (t) => {
  for (const file of ['main.ts', 'exercise.ts']) {
    const folder = temporaryFolder(t)
    writeFileSync(join(folder, file), showVariables)
    const { bin, changeAddress } = installNgrok(t)
    const sharing = share(t, bin, folder)
    const port = await portOf(sharing)
    const DATABASE = join(folder, 'data.db')
    const { pid: first, ...variables } = await variablesOf(port)
    assert.deepEqual(variables, { DATABASE, PUBLIC_ORIGIN: origin, TRUSTED_HOPS: '1' })
    const tunnel = await openTunnel(t, port)
    assert.equal((await variablesOf(tunnel.port))['pid'], first)

    changeAddress()
    await sharing.until(() => sharing.errors.includes(`Shared at ${changed}`))
    const { pid: second, ...others } = await variablesOf(port)
    assert.deepEqual(others, { ...variables, PUBLIC_ORIGIN: changed })
    assert.notEqual(second, first)
    sharing.child.kill('SIGINT')
    assert.equal(await sharing.ended(), 0)
    assert.match(sharing.output, /listening on/)
    await assert.rejects(send(port, '/'), /ECONNREFUSED/)
  }
})

test('a program in another language is started by its command', { skip }, async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'app.mjs'), showVariables)
  const bin = temporaryFolder(t)
  installProgram(bin, 'ngrok', printing(ngrokLines(origin)))
  const command = `'${process.execPath}' app.mjs; true`
  const sharing = share(t, `${bin}:/usr/bin:/bin`, folder, '--command', command)
  const port = await portOf(sharing)
  const { PUBLIC_ORIGIN } = await variablesOf(port)
  assert.equal(PUBLIC_ORIGIN, origin)
  sharing.child.kill('SIGTERM')
  assert.equal(await sharing.ended(), 0)
  await assert.rejects(send(port, '/'), /ECONNREFUSED/)
})

test('what a program has started ends with it', { skip }, async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'worker.ts'), showVariables.replace("'SIGTERM'", "'SIGUSR2'"))
  writeFileSync(join(folder, 'main.ts'), `
    import { spawn } from 'node:child_process'
    spawn(process.execPath, ['worker.ts'], { stdio: 'ignore' })`)
  const sharing = share(t, temporaryFolder(t), folder, '--origin', origin)
  const port = await portOf(sharing)
  assert.equal((await variablesOf(port))['PUBLIC_ORIGIN'], origin)
  sharing.child.kill('SIGTERM')
  assert.equal(await sharing.ended(), 0)
  await assert.rejects(send(port, '/'), /ECONNREFUSED/)
})

test('a program that ends by itself ends the sharing', { skip }, async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'main.ts'), showVariables)
  const bin = temporaryFolder(t)
  installProgram(bin, 'ngrok', printing(ngrokLines(origin)))
  const sharing = share(t, bin, folder)
  const port = await portOf(sharing)
  await assert.rejects(send(port, '/crash'))
  assert.equal(await sharing.ended(), 1)
  assert.match(sharing.errors, /The program has ended with exit code 7\n$/)
})

test("a program that can't start, or whose port is taken, isn't a demo", { skip }, async (t) => {
  const folder = temporaryFolder(t)
  writeFileSync(join(folder, 'main.ts'), "throw new Error('my bug')")
  const broken = share(t, temporaryFolder(t), folder, '--origin', origin)
  assert.equal(await broken.ended(), 1)
  assert.match(broken.errors, /my bug[^]*The program has ended with exit code 1/)
  const server = createServer().listen(0, '127.0.0.1')
  t.after(() => server.close())
  await once(server, 'listening')
  const address = server.address()
  const PORT = String(typeof address === 'object' ? address?.port : 0)
  const taken = new Program(t, ['src/tools/share.ts', folder, '--origin', origin], { PORT })
  assert.equal(await taken.ended(), 1)
  assert.match(taken.errors, /Port \d+ is in use/)
})
