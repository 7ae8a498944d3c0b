// Says no-store with the list only.
//#file keyRoutes.ts
//#replace
...fields }), 201, noStore)
//#with
...fields }), 201)
//#end
