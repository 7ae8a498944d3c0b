// Takes what comes after the last slash.
//#replace
const segments = target.slice(0, end).split('/').slice(1).map(decode)
//#with
const [, first0 = '', ...rest0] = target.slice(0, end).split('/')
const segments = rest0.length === 0 ? [decode(first0)] : [decode(first0), decode(rest0.at(-1) ?? '')]
//#end
