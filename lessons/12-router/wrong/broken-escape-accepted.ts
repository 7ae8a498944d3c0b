// An empty text for what cannot be decoded.
//#replace
path.split('/').slice(1).map(decodeURIComponent)
//#with
path.split('/').slice(1).map((one) => { try { return decodeURIComponent(one) } catch { return '?' } })
//#end
