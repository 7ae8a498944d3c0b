// Draws each module as a rectangle, in a group that is moved past the quiet zone.
//#file qrSvg.ts
//#replace
  const squares = rows.flatMap((row, y) => row.map((isDark, x) =>
    isDark ? `M${x + quietZone} ${y + quietZone}h1v1h-1z` : ''))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" `
    + `shape-rendering="crispEdges"><rect width="${side}" height="${side}" fill="#fff"/>`
    + `<path fill="#000" d="${squares.join('')}"/></svg>`
//#with
  const squares = rows.flatMap((row, y) => row.map((isDark, x) =>
    isDark ? `<rect x="${x * 10}" y="${y * 10}" width="10" height="10"/>` : ''))
  return `<?xml version="1.0"?>
<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"
  viewBox="0 0 ${side * 10} ${side * 10}"><title>${text}</title>
<rect width="100%" height="100%" fill="white"/>
<g transform="translate(40 40)" fill="rgb(20, 20, 60)">${squares.join('')}</g></svg>
`
//#end
