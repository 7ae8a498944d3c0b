// Forgets the brackets: and comes before or.
//#replace
and (title like ? escape '\\' or artist like ? escape '\\')
//#with
and title like ? escape '\\' or artist like ? escape '\\'
//#end
