// Looks at the name after changing its case.
//#file slugs.ts
//#replace
.test(text)) {
//#with
.test(text.toLowerCase())) {
//#end
