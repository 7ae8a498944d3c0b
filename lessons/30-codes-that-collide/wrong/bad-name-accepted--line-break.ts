// Looks for a name in any line of the text.
//#file slugs.ts
//#replace
(?:[a-z0-9_-]*[a-z0-9])$/i.test
//#with
(?:[a-z0-9_-]*[a-z0-9])$/im.test
//#end
