// The pages of an import: choose a file, read what would become of it, start it, and watch. None of
// it needs a script.
// Lesson: the-page (tour)

import type { App } from '../../../http/app.ts'
import { readForm } from '../../../http/body.ts'
import type { Context } from '../../../http/context.ts'
import { HttpError } from '../../../http/errors.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { takeTurns } from '../../../basics/turns.ts'
import { clientOf } from '../../site/input.ts'
import { nextUrl, parseCursor } from '../../site/list.ts'
import {
  refusalHeaders, refusalStatuses, refuse, toRefusal, type Refusal,
} from '../../site/refusal.ts'
import type { Dependencies } from '../dependencies.ts'
import {
  browserHeaders, checkForm, formTokenOf, privateHeaders, readOwner, readRequester,
} from '../owner.ts'
import { readUpload } from './importBody.ts'
import { importPage, uploadPage } from './importPages.ts'
import { findImport, type Import } from './importStore.ts'
import { rowsInGroup, storeImport } from './largeImport.ts'
import { cancelOwnImport, findOwnImport, readProblems, startOwnImport } from './ownImport.ts'

type IdContext = Context<'/links/imports/:id'>

const problemsOnPage = 100
const fileCodes = new Set([
  'bad-encoding', 'bad-json', 'duplicate-name', 'forbidden-name', 'too-deep', 'too-long',
  'too-many-values',
])

/** Adds `/links/import` and `/links/imports/:id`. */
export function addImportRoutes(app: App, dependencies: Dependencies): void {
  app.get('/links/import', (context) => showUpload(dependencies, context))
  app.post('/links/import', (context) => upload(dependencies, context))
  app.get('/links/imports/:id', (context) => showImport(dependencies, context))
  app.post('/links/imports/:id/start', (context) => act(dependencies, context, startOwnImport))
  app.post('/links/imports/:id/cancel', (context) => act(dependencies, context, cancelOwnImport))
}

async function showUpload(
  dependencies: Dependencies,
  context: Context,
  { refusal, text = '' }: { refusal?: Refusal; text?: string } = {},
): Promise<Reply> {
  const owner = await readOwner(context, dependencies)
  const last = owner && await findImport(dependencies.database, owner.hash)
  return uploadPage({
    last,
    issues: refusal?.issues ?? [],
    text,
    status: refusal === undefined ? 200 : refusalStatuses[refusal.code],
    headers: { ...privateHeaders, ...(refusal && refusalHeaders(refusal)) },
    formToken: formTokenOf(owner),
    account: owner?.account,
  })
}

// Every import of a page is checked first, however small: its owner starts it.
async function upload(dependencies: Dependencies, context: Context): Promise<Reply> {
  const startedAt = dependencies.clock()
  const client = clientOf(context, dependencies.trustedHops)
  let text = ''
  try {
    return await readUpload(context, { ...dependencies, client }, async (fields, read) => {
      text = fields.get('text') ?? ''
      const requester = await readRequester(context, dependencies)
      checkForm(requester.owner, fields)
      const { rows, notes } = await read()
      const groups = takeTurns(rows, rowsInGroup)
      const file = { groups, notes, isDryRun: true, startedAt }
      const { id } = await storeImport(dependencies, requester, file)
      const headers = browserHeaders(requester.owner, dependencies.publicOrigin)
      return redirect(`/links/imports/${id}`, 303, headers)
    })
  } catch (error) {
    const refusal = toRefusal(error) ?? unreadableFile(error)
    if (refusal === undefined) throw error
    return showUpload(dependencies, context, { refusal, text })
  }
}

// The API responds 400 to a file that isn't UTF-8 or JSON. Here, the form comes back as usual.
function unreadableFile(error: unknown): Refusal | undefined {
  const isMistake = error instanceof HttpError && error.status === 400 && fileCodes.has(error.code)
  return isMistake ? refuse('invalid', error.message) : undefined
}

async function showImport(dependencies: Dependencies, context: IdContext): Promise<Reply> {
  const owner = await readOwner(context, dependencies)
  const shown = await findOwnImport(dependencies, owner, context.params.id)
  const after = parseCursor(context.query.get('cursor') ?? '', 'number')
  const limit = problemsOnPage
  const { problems, next } = await readProblems(dependencies, shown, { after, limit })
  return importPage({
    shown, problems, next: nextUrl(context, next),
    headers: privateHeaders,
    formToken: formTokenOf(owner),
    account: owner?.account,
  })
}

async function act(
  dependencies: Dependencies,
  context: IdContext,
  change: (dependencies: Dependencies, found: Import) => Promise<Import>,
): Promise<Reply> {
  const fields = await readForm(context)
  const owner = await readOwner(context, dependencies)
  const found = await findOwnImport(dependencies, owner, context.params.id)
  if (owner !== undefined) checkForm(owner, fields)
  await change(dependencies, found)
  return redirect(`/links/imports/${found.id}`, 303, privateHeaders)
}
