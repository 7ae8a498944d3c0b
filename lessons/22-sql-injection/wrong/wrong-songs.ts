// Puts the question mark between quotes, where it's a character.
//#replace
(title like ? escape '\\' or artist like ? escape '\\')
//#with
(title like '%?%' or artist like '%?%')
//#end
//#replace
.all(pattern, pattern, Number(limit))
//#with
.all(Number(limit))
//#end
