// Takes every other error for one of a foreign key.
//#replace
if (code === 787) return method === 'DELETE' ? 409 : 422
return 500
//#with
return method === 'DELETE' ? 409 : 422
//#end
