// Makes a text of whatever comes: a list with the code is the code.
//#file secondStep.ts
//#replace
  if (typeof code !== 'string') throw new HttpError(422, 'Send a code')

//#with

//#end
//#replace
secondFactors.useCode(user, code)
//#with
secondFactors.useCode(user, String(code))
//#end
//#replace
import { HttpError } from './framework/errors.ts'

//#with

//#end
