// The pages of the second factor: begun with the password, switched on by the first right code,
// switched off with the password and a code. Lesson: second-factor (tour)

import { deviceHeaders, signInHeaders } from '../../../auth/sessions/cookies.ts'
import type { App } from '../../../http/app.ts'
import { redirect } from '../../../http/reply.ts'
import { readFields } from '../../site/form.ts'
import type { Dependencies } from '../dependencies.ts'
import { passwordChecker } from '../checkers.ts'
import { addAccountAction, addAccountForm } from '../viewer.ts'
import { enrolmentPage, recoveryPage, secondFactorPage } from './pages.ts'
import {
  beginSecondFactor, codeChecker, disableChecker, disableSecondFactor, enableSecondFactor,
  readEnrolment,
} from './rules.ts'

const path = '/account/second-factor'

/** Adds `/account/second-factor` and what is below it. */
export function addSecondFactorRoutes(app: App, dependencies: Dependencies): void {
  addAccountForm(app, dependencies, {
    path,
    show: secondFactorPage,
    async act(actor, fields) {
      const { password } = readFields(fields, ['password'], passwordChecker)
      const { token } = await beginSecondFactor(dependencies, actor, password)
      const headers = token === undefined ? {} : signInHeaders(token, dependencies.publicOrigin)
      return redirect(`${path}/code`, 303, headers)
    },
  })

  addAccountForm(app, dependencies, {
    path: `${path}/code`,
    // Nothing was begun, it is on already, or the password was given too long ago: then there is
    // nothing to scan.
    async show(viewer, shown) {
      const enrolment = await readEnrolment(dependencies, viewer)
      return enrolment === undefined ? redirect(path) : enrolmentPage(viewer, enrolment, shown)
    },
    async act(actor, fields) {
      const { code } = readFields(fields, ['code'], codeChecker)
      const { codes, device } = await enableSecondFactor(dependencies, actor, code)
      return recoveryPage(actor, codes, deviceHeaders(device, dependencies.publicOrigin))
    },
  })

  addAccountAction(app, dependencies, {
    path: `${path}/off`,
    show: secondFactorPage,
    async act(actor, fields) {
      const proofs = readFields(fields, ['password', 'code'], disableChecker)
      await disableSecondFactor(dependencies, actor, proofs)
      return redirect('/account?done=no-second-factor')
    },
  })
}
