// Takes whatever Number makes a whole number of for an id.
//#replace
  const [, id] = /^\/tickets\/(\d{1,15})$/.exec(path) ?? []
//#with
  const [, segment] = /^\/tickets\/([^/]+)$/.exec(path) ?? []
  const id = Number.isInteger(Number(segment)) ? segment : undefined
//#end
