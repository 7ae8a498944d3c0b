// Says that it has removed the notice, and keeps it.
//#file main.ts
//#replace
  removeNotice(params.id)
//#with
  findNotice(params.id)
//#end
