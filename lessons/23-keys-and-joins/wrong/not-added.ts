// Sends back the title only.
//#replace
value: { id: Number(lastInsertRowid), author, title } }
//#with
value: { title } }
//#end
