// Removes everything that looks like a tag.
//#replace
text.replaceAll('&', '&amp;')
//#with
text.replaceAll(/<[^>]*>/g, '').replaceAll('&', '&amp;')
//#end
