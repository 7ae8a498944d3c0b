// Decodes the form before it is split.
//#replace
const form = new URLSearchParams(text)
//#with
const form = new URLSearchParams(decodeURIComponent(text.replaceAll('%25', '%2525')))
//#end
