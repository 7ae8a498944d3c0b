// Takes rows for columns.
//#file qrSvg.ts
//#replace
`M${x + quietZone} ${y + quietZone}h
//#with
`M${y + quietZone} ${x + quietZone}h
//#end
