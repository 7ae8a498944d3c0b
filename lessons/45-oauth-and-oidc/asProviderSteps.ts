// The steps in which the program is the provider, and the check is an application.

import { step } from '../../src/course/check/check.ts'
import { signInToApplications, useTwoTabs } from './applicationSteps.ts'
import { watched } from './applications.ts'
import { stealCodes } from './bindingSteps.ts'
import { letTimeGoBy, useElsewhere, useTogether, useTwice } from './codeSteps.ts'
import { decline, forgeConsent } from './consentSteps.ts'
import { goOnElsewhere, goOnWithCode } from './nextSteps.ts'
import { overreach } from './powerSteps.ts'
import { changeAddresses, changeParameters } from './redirectSteps.ts'
import { repeatParameters } from './repeatSteps.ts'

const options = { deadlineMs: 20_000 }

export const asProviderSteps = [
  step('People sign in to applications with their account', watched(signInToApplications), options),
  step('A browser is sent to no other address', watched(changeAddresses), options),
  step('Nothing is sent in a URL but a code that has a proof', watched(changeParameters), options),
  step('A parameter that appears twice brings no code', watched(repeatParameters), options),
  step('A code is bound to its application and its proof', watched(stealCodes), options),
  step('Only a user who presses Allow allows it', watched(decline), options),
  step('Nobody else presses Allow', watched(forgeConsent), options),
  step('Each tab asks for its own application', watched(useTwoTabs), options),
  step('A second use of a code ends what it brought', watched(useTwice), options),
  step('Of five requests with one code, one gets a token', useTogether, options),
  step('Two copies of the program share the codes', useElsewhere, options),
  step('A code ends after its time', watched(letTimeGoBy), options),
  step('An application may know the address, and nothing else', watched(overreach), options),
  step('The sign-in leads to no other site', watched(goOnElsewhere), options),
  step('A code of an app in between loses nothing', watched(goOnWithCode), options),
]
