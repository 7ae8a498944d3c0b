// Accepts an empty title.
//#file notices.ts
//#replace
title.trim() !== '' && 
//#with
//#end
