// Refuses members that it does not know.
//#file links.ts
//#replace
const { target } = { target: undefined, ...Object(value) }

//#with
const { target } = { target: undefined, ...Object(value) }
if (Object.keys(Object(value)).length > 1) throw new HttpError(422, 'Send a target alone')
//#end
