// Decodes the query first, and URLSearchParams decodes it again.
//#replace
new URLSearchParams(target.slice(end))
//#with
new URLSearchParams(decodeLoosely(target.slice(end)))
//#end
//#replace
// The tags and the limit
//#with
function decodeLoosely(text: string): string {
  try {
    return decode(text)
  } catch {
    return text
  }
}

// The tags and the limit
//#end
