// Searches with like.
//#replace
where instr(title, ?) > 0
//#with
where title like '%' || ? || '%'
//#end
