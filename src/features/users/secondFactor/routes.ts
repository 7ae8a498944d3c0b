// The pages of the second factor: begun with the password, switched on by the first right code,
// switched off with the password. Lesson: second-factor (tour)

import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { answerOwnForm, newForm, readFields, viewerOf, type ShownForm } from '../../site/form.ts'
import type { Dependencies } from '../dependencies.ts'
import { actorOf } from '../requester.ts'
import { passwordChecker } from '../users.ts'
import { enrolmentPage, recoveryPage, secondFactorPage } from './pages.ts'
import {
  beginSecondFactor, codeChecker, disableChecker, disableSecondFactor, enableSecondFactor,
  readEnrolment,
} from './rules.ts'

const path = '/account/second-factor'

/** Adds `/account/second-factor` and what is below it. */
export function addSecondFactorRoutes(app: App, dependencies: Dependencies): void {
  const guards = [dependencies.auth.guards.requireSession()]

  app.get(path, (context) => showOffer(dependencies, context, newForm), guards)

  app.post(path, (context) => answerOwnForm(dependencies.auth.guards, context, {
    show: (shown) => showOffer(dependencies, context, shown),
    act: async (fields) => {
      const { password } = readFields(fields, ['password'], passwordChecker)
      const { token } = await beginSecondFactor(dependencies, await actorOf(dependencies, context), password)
      const headers = token === undefined ? {} : signInHeaders(token, dependencies.publicOrigin)
      return redirect(`${path}/code`, 303, headers)
    },
  }), guards)

  app.get(`${path}/code`, (context) => showEnrolment(dependencies, context, newForm), guards)

  app.post(`${path}/code`, (context) => answerOwnForm(dependencies.auth.guards, context, {
    show: (shown) => showEnrolment(dependencies, context, shown),
    act: async (fields) => {
      const { code } = readFields(fields, ['code'], codeChecker)
      const codes = await enableSecondFactor(dependencies, await actorOf(dependencies, context), code)
      return recoveryPage(viewerOf(dependencies.auth.guards, context), codes)
    },
  }), guards)

  app.post(`${path}/off`, (context) => answerOwnForm(dependencies.auth.guards, context, {
    show: (shown) => showOffer(dependencies, context, shown),
    act: async (fields) => {
      const proofs = readFields(fields, ['password', 'code'], disableChecker)
      await disableSecondFactor(dependencies, await actorOf(dependencies, context), proofs)
      return redirect('/account?done=no-second-factor')
    },
  }), guards)
}

async function showOffer(dependencies: Dependencies, context: Context, shown: ShownForm): Promise<Reply> {
  const { user } = await actorOf(dependencies, context)
  return secondFactorPage(viewerOf(dependencies.auth.guards, context), user, shown)
}

// Nothing was begun, it is on already, or the password was given too long ago: then there is
// nothing to scan.
async function showEnrolment(dependencies: Dependencies, context: Context, shown: ShownForm): Promise<Reply> {
  const enrolment = await readEnrolment(dependencies, await actorOf(dependencies, context))
  if (enrolment === undefined) return redirect(path)
  return enrolmentPage(viewerOf(dependencies.auth.guards, context), enrolment, shown)
}
