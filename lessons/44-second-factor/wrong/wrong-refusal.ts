// Says that there is no such code.
//#file secondStep.ts
//#replace
throw unauthorized("This code isn't right, or was used")
//#with
throw new HttpError(404, 'There is no such code')
//#end
