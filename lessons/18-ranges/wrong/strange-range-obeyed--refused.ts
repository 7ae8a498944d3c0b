// Refuses what it cannot read.
//#replace
if (first === '' && last === '') return undefined
//#with
if (first === '' && last === '') return header === undefined ? undefined : 'nothing'
//#end
