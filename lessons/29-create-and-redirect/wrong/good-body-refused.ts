// Compares the whole header.
//#file framework/body.ts
//#replace
const [sent = ''] = (context.header('content-type') ?? '').split(';')
//#with
const sent = context.header('content-type') ?? ''
//#end
