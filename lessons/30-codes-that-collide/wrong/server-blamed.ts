// Expects a text.
//#file slugs.ts
//#replace
const text = typeof value === 'string' ? value : ''
//#with
const text = (value as string).concat('')
//#end
