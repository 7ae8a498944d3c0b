// Expects an object.
//#file links.ts
//#replace
const { target } = { target: undefined, ...Object(value) }
//#with
const { target } = value as any
//#end
