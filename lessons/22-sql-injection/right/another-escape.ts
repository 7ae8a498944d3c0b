// Another character to escape with, the wildcards around it in the statement, and 422.
//#replace
const pattern = `%${words.replace(/[\\%_]/g, '\\$&')}%`
//#with
const pattern = words.replaceAll('!', '!!').replaceAll('%', '!%').replaceAll('_', '!_')
//#end
//#replace
(title like ? escape '\\' or artist like ? escape '\\')
//#with
title || char(10) || artist like '%' || ?1 || '%' escape '!'
//#end
//#replace
limit ?
//#with
limit ?2
//#end
//#replace
.all(pattern, pattern, Number(limit))
//#with
.all(pattern, Number(limit))
//#end
//#replace
if (!sortable.includes(sort)) throw new Refusal(400,
//#with
if (!sortable.includes(sort)) throw new Refusal(422,
//#end
