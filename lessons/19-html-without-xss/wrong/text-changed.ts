// Takes out everything that looks like a tag.
//#replace
text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
//#with
text.replaceAll('&', '&amp;').replaceAll(/<[^>]*>/g, '').replaceAll('<', '&lt;')
//#end
