// Makes the background transparent.
//#file qrSvg.ts
//#replace
height="${side}" fill="#fff"/>
//#with
height="${side}" fill="none"/>
//#end
