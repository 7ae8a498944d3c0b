// Shows the form again without its token.
//#file resetRoutes.ts
//#replace
return show(typed.get('token') ?? '', error.status, error.message)
//#with
return show('', error.status, error.message)
//#end
