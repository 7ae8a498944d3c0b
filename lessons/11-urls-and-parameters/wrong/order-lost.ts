// Sorts the tags.
//#replace
tags: query.getAll('tag')
//#with
tags: query.getAll('tag').sort()
//#end
