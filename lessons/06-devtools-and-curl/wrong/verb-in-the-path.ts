// Deletes as a link in a page would.
//#replace
/${tasks.link}`, { method: 'DELETE' })
//#with
/${tasks.link}/delete`)
//#end
