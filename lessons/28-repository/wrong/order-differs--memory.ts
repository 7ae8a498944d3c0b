// Puts new tickets at the end.
//#replace
tickets.unshift(ticket)
//#with
tickets.push(ticket)
//#end
