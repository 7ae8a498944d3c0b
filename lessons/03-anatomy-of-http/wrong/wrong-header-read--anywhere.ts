// Looks for the name anywhere in the bytes.
//#replace
const length = found?.value.trim() ?? '0'
//#with
const anywhere = /content-length:\s*(\d+)/i.exec(bytes.toString('latin1'))
const length = (found && anywhere)?.[1] ?? '0'
//#end
