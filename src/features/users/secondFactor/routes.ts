// The pages of the second factor: begun with the password, switched on by the first right code,
// switched off with the password. Lesson: second-factor (tour)

import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import type { Context } from '../../../http/context.ts'
import { redirect, type Reply } from '../../../http/reply.ts'
import { actorOf } from '../client.ts'
import type { UserDesk } from '../desk.ts'
import { answerOwnForm, newForm, readFields, viewerOf, type ShownForm } from '../forms.ts'
import { enrolmentPage, recoveryPage, secondFactorPage } from './pages.ts'
import {
  beginSecondFactor, disableSecondFactor, enableSecondFactor, readEnrolment,
} from './rules.ts'
import { object, string } from '../../../basics/check.ts'
import { disableChecker, passwordChecker } from '../users.ts'

const path = '/account/second-factor'
const codeChecker = object({ code: string({ min: 1, max: 50 }) })

/** Adds `/account/second-factor` and what is below it. */
export function addSecondFactorRoutes(app: App, desk: UserDesk): void {
  const guards = [desk.auth.guards.requireSession()]

  app.get(path, (context) => showOffer(desk, context, newForm), guards)

  app.post(path, (context) => answerOwnForm(desk, context, {
    show: (shown) => showOffer(desk, context, shown),
    act: async (fields) => {
      const { password } = readFields(fields, ['password'], passwordChecker)
      const { token } = await beginSecondFactor(desk, await actorOf(desk, context), password)
      const headers = token === undefined ? {} : signInHeaders(token, desk.publicOrigin)
      return redirect(`${path}/code`, 303, headers)
    },
  }), guards)

  app.get(`${path}/code`, (context) => showEnrolment(desk, context, newForm), guards)

  app.post(`${path}/code`, (context) => answerOwnForm(desk, context, {
    show: (shown) => showEnrolment(desk, context, shown),
    act: async (fields) => {
      const { code } = readFields(fields, ['code'], codeChecker)
      const codes = await enableSecondFactor(desk, await actorOf(desk, context), code)
      return recoveryPage(viewerOf(desk, context), codes)
    },
  }), guards)

  app.post(`${path}/off`, (context) => answerOwnForm(desk, context, {
    show: (shown) => showOffer(desk, context, shown),
    act: async (fields) => {
      const proofs = readFields(fields, ['password', 'code'], disableChecker)
      await disableSecondFactor(desk, await actorOf(desk, context), proofs)
      return redirect('/account?done=no-second-factor')
    },
  }), guards)
}

async function showOffer(desk: UserDesk, context: Context, shown: ShownForm): Promise<Reply> {
  const { user } = await actorOf(desk, context)
  return secondFactorPage(viewerOf(desk, context), user, shown)
}

// Nothing was begun, it is on already, or the password was given too long ago: then there is
// nothing to scan.
async function showEnrolment(desk: UserDesk, context: Context, shown: ShownForm): Promise<Reply> {
  const enrolment = await readEnrolment(desk, await actorOf(desk, context))
  if (enrolment === undefined) return redirect(path)
  return enrolmentPage(viewerOf(desk, context), enrolment, shown)
}
