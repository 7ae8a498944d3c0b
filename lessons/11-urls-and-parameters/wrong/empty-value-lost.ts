// Drops what is empty.
//#replace
tags: query.getAll('tag')
//#with
tags: query.getAll('tag').filter(Boolean)
//#end
