// Escapes notes when they are stored, and again on the page.
//#file make.ts
//#replace
if (typeof value === 'string' && value.length <= longestNote) return value
//#with
if (typeof value === 'string' && value.length <= longestNote) {
    return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  }
//#end
