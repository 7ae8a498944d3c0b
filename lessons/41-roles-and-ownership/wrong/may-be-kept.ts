// Lets caches keep the link of an owner.
//#file manage.ts
//#replace
return json(described, 200, noStore)
//#with
return json(described, 200)
//#end
