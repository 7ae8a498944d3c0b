// Without < nobody can start a tag.
//#replace

.replaceAll('"', '&quot;').replaceAll("'", '&#39;')
//#with
//#end
