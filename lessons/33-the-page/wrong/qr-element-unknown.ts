// Draws round modules.
//#file qrSvg.ts
//#replace
isDark ? `M${x + quietZone} ${y + quietZone}h1v1h-1z` : ''
//#with
isDark ? `<circle cx="${x + quietZone + 0.5}" cy="${y + quietZone + 0.5}" r="0.5"/>` : ''
//#end
//#replace
<path fill="#000" d="${squares.join('')}"/></svg>
//#with
${squares.join('')}</svg>
//#end
