// Reads the two kinds of range with two patterns.
//#replace
const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/i.exec(header ?? '') ?? []
if (first === '' && last === '') return undefined
if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined
const start = first === '' ? Math.max(size - Number(last), 0) : Number(first)
const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
return start >= size || (first === '' && Number(last) === 0) ? 'nothing' : { start, end }
//#with
const suffix = /^bytes=-(\d+)$/.exec(header ?? '')?.[1]
if (suffix !== undefined) return part(Math.max(0, size - Number(suffix)), size - 1)
const groups = /^bytes=(?<from>\d+)-(?<to>\d*)$/.exec(header ?? '')?.groups
if (groups === undefined) return undefined
const { from = '', to = '' } = groups
if (to !== '' && Number(to) < Number(from)) return undefined
return part(Number(from), to === '' ? size - 1 : Math.min(size - 1, Number(to)))

function part(start: number, end: number) {
  return start > end ? 'nothing' : { start, end }
}
//#end
