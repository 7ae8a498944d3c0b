// Trims the tags.
//#replace
tags: query.getAll('tag')
//#with
tags: query.getAll('tag').map((tag) => tag.trim())
//#end
