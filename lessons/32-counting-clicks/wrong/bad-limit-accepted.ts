// Makes numbers of texts.
//#file make.ts
//#replace
  if (value === null) return null
  const isGood = typeof value === 'number' && Number.isInteger(value)
    && value >= 1 && value <= mostVisits
  if (isGood) return value
//#with
  if (value === null) return null
  const limit = Number(value)
  const isGood = Number.isInteger(limit) && limit >= 1 && limit <= mostVisits
  if (isGood) return limit
//#end
