// Takes Basic in exactly this spelling.
//#file basic.ts
//#replace
{0,2})$/i
//#with
{0,2})$/
//#end
