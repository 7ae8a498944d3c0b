// Takes it for granted that a code is a text.
//#file secondStep.ts
//#replace
  if (typeof code !== 'string') throw new HttpError(422, 'Send a code')

//#with

//#end
//#replace
import { HttpError } from './framework/errors.ts'

//#with

//#end
