// A list with a join that wants a match.
//#replace
    ${select} where instr(title, ?) > 0
//#with
    ${select.replace('left join', 'join')} where instr(title, ?) > 0
//#end
