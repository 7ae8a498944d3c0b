// Knows that two slashes lead to another site, and not that browsers turn backslashes around.
//#file next.ts
//#replace
/^\/(?![/\\])[!-~]*$/
//#with
/^\/(?!\/)[!-~]*$/
//#end
