// Takes what comes after the last slash.
//#replace
const segments = target.slice(0, end).split('/').slice(1).map(decode)
//#with
const [, first0 = '', ...rest0] = target.slice(0, end).split('/')
const last = rest0.at(-1)
const segments = [first0, ...(last === undefined ? [] : [last])].map(decode)
//#end
