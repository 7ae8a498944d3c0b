// Shows paths in the list.
//#file page.ts
//#replace
  const shortUrl = `${publicOrigin}/${slug}`
//#with
  const shortUrl = publicOrigin === '' ? '' : `/${slug}`
//#end
