// Changes first and then looks whether it may.
//#replace
  if (action === undefined) return
//#with
  if (name === '' && method === 'DELETE') notes.clear()
  if (action === undefined) return
//#end
