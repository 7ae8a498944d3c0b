// Draws what is light.
//#file qrSvg.ts
//#replace
isDark ? `M
//#with
isDark ? '' : `M
//#end
//#replace
h1v1h-1z` : ''
//#with
h1v1h-1z`
//#end
