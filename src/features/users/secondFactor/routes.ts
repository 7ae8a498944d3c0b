// The pages of the second factor: begun with the password, switched on by the first right code,
// switched off with the password and a code. Lesson: second-factor (tour)

import { signInHeaders } from '../../../auth/sessions/sessionCookie.ts'
import type { App } from '../../../http/app.ts'
import { redirect } from '../../../http/reply.ts'
import {
  addOwnForm, answerOwnForm, readFields, viewerOf, type OwnForm,
} from '../../site/form.ts'
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
  const { guards } = dependencies.auth
  const offer = offerForm(dependencies)

  addOwnForm(app, path, offer)
  addOwnForm(app, `${path}/code`, enrolmentForm(dependencies))

  app.post(`${path}/off`, (context) => answerOwnForm(guards, context, {
    show: (shown) => offer.show(context, shown),
    act: async (fields) => {
      const proofs = readFields(fields, ['password', 'code'], disableChecker)
      await disableSecondFactor(dependencies, await actorOf(dependencies, context), proofs)
      return redirect('/account?done=no-second-factor')
    },
  }), [guards.requireSession()])
}

function offerForm(dependencies: Dependencies): OwnForm {
  const { auth: { guards }, publicOrigin } = dependencies
  return {
    guards,
    async show(context, shown) {
      const { user } = await actorOf(dependencies, context)
      return secondFactorPage(viewerOf(guards, context), user, shown)
    },
    async act(context, fields) {
      const { password } = readFields(fields, ['password'], passwordChecker)
      const actor = await actorOf(dependencies, context)
      const { token } = await beginSecondFactor(dependencies, actor, password)
      const headers = token === undefined ? {} : signInHeaders(token, publicOrigin)
      return redirect(`${path}/code`, 303, headers)
    },
  }
}

function enrolmentForm(dependencies: Dependencies): OwnForm {
  const { guards } = dependencies.auth
  return {
    guards,
    // Nothing was begun, it is on already, or the password was given too long ago: then there is
    // nothing to scan.
    async show(context, shown) {
      const enrolment = await readEnrolment(dependencies, await actorOf(dependencies, context))
      if (enrolment === undefined) return redirect(path)
      return enrolmentPage(viewerOf(guards, context), enrolment, shown)
    },
    async act(context, fields) {
      const { code } = readFields(fields, ['code'], codeChecker)
      const actor = await actorOf(dependencies, context)
      const codes = await enableSecondFactor(dependencies, actor, code)
      return recoveryPage(viewerOf(guards, context), codes)
    },
  }
}
