// Expects a target for everyone who isn't a person.
//#file clicks.ts
//#replace
throw new HttpError(403, 'This link is only for people', headers)
//#with
throw new Error('There is no target')
//#end
