// Takes the session that was used last for the current one.
//#file sessionRoutes.ts
//#replace
.map((each) => ({ ...each, isCurrent: each.id === id }))
//#with
.map((each, index) => ({ ...each, isCurrent: id > 0 && index === 0 }))
//#end
