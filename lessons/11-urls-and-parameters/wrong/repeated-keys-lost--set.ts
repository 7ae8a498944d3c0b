// Keeps each tag once.
//#replace
tags: query.getAll('tag')
//#with
tags: [...new Set(query.getAll('tag'))]
//#end
