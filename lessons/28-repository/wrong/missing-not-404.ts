// Makes a ticket of no row.
//#replace
    return row && toTicket(row)
//#with
    return toTicket(row ?? {})
//#end
