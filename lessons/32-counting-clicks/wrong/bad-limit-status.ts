// Leaves the limit to the database.
//#file make.ts
//#replace
  const isGood = typeof value === 'number' && Number.isInteger(value)
    && value >= 1 && value <= mostVisits
  if (isGood) return value
//#with
  if (typeof value === 'number' && value >= 1 && value <= mostVisits) return value
//#end
