// Deletes a cookie of another path.
//#file cookies.ts
//#replace
return line('', publicOrigin, 0)
//#with
return line('', publicOrigin, 0).replace('; Path=/', '')
//#end
