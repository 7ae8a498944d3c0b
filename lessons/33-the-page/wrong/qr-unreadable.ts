// Joins the dark modules of a row into one bar.
//#file qrSvg.ts
//#replace
  const squares = rows.flatMap((row, y) => row.map((isDark, x) =>
    isDark ? `M${x + quietZone} ${y + quietZone}h1v1h-1z` : ''))
//#with
  const squares = rows.map((row, y) => {
    const [first, last] = [row.indexOf(true), row.lastIndexOf(true)]
    return `M${first + quietZone} ${y + quietZone}H${last + 1 + quietZone}v1H${first + quietZone}z`
  })
//#end
