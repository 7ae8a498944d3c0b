// Another limit if there's none.
//#replace
query.get('limit') ?? '20'
//#with
query.get('limit') ?? '100'
//#end
