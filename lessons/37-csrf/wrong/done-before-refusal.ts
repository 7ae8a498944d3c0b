// Looks at the token after the link is made.
//#file form.ts
//#replace
    checkFormToken(owner, typed.get('token'))
    try {
      makeLink(parts, fieldsOf(typed), owner.of)

//#with
    try {
      makeLink(parts, fieldsOf(typed), owner.of)
      checkFormToken(owner, typed.get('token'))

//#end
