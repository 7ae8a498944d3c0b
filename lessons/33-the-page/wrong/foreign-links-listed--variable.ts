// Keeps the owner of the page that was asked for last in a variable.
//#file form.ts
//#replace
  router.add('GET', '/', (context) => showPage(parts, readOwner(context), blank))
//#with
  let last: Owner | undefined
  router.add('GET', '/', (context) => {
    last = readOwner(context)
    return showPage(parts, last, blank)
  })
//#end
//#replace
      makeLink(parts, fieldsOf(typed), owner.hash)
//#with
      makeLink(parts, fieldsOf(typed), last?.hash)
//#end
