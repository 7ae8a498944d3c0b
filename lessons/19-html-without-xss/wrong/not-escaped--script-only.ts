// Forbids the word script.
//#replace
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;').replaceAll("'", '&#39;')
//#with
  return text.replaceAll(/<\/?script>/gi, '')
//#end
