// Splits the header instead of matching all of it.
//#replace
const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '') ?? []
//#with
const [first = '', last = ''] = (header ?? '').replace('bytes=', '').split('-')
if (Number.isNaN(Number(first)) || Number.isNaN(Number(last))) return undefined
//#end
