// Every error of a key is a conflict.
//#replace
  if (code === 787) return method === 'DELETE' ? 409 : 422
//#with
  if (code === 787) return 409
//#end
